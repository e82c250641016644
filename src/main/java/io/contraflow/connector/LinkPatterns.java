package io.contraflow.connector;

import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where people see records in the systems' own pages.
 *
 * @param links patterns by type of connector and kind of record, such as {@code {admin}/app/ticket/{id}}
 */
@ConfigurationProperties("contraflow")
record LinkPatterns(@DefaultValue Map<String, Map<String, String>> links) {}
