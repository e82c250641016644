package io.contraflow.system;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where traces go.
 *
 * @param endpoint where a collector takes OTLP over HTTP, such as {@code http://127.0.0.1:4318/v1/traces}; empty for no traces
 * @param sample share of the accepted events that are followed, from 0 to 1
 * @param headers sent with each batch, such as those of a login
 */
@Validated
@ConfigurationProperties("contraflow.tracing")
record TracingSettings(
        @DefaultValue("") String endpoint,
        @DefaultValue("1") @DecimalMin("0") @DecimalMax("1") double sample,
        @Nullable Map<String, String> headers) {
    /** Without the headers: they may hold a password. */
    @Override
    public String toString() {
        return "TracingSettings[endpoint=" + endpoint + ", sample=" + sample + "]";
    }
}
