package io.contraflow.connector.happyreturns;

import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach Happy Returns.
 *
 * @param apiKey key from the dashboard
 * @param apiKeyHeader header that carries it
 * @param signatureHeader header in which webhooks carry the hex HMAC-SHA256 of their bytes; the vendor's page on it
 *     could not be read, so it can be changed here
 */
record HappyReturnsSettings(
        @NotBlank @DefaultValue("") String apiKey,
        @DefaultValue("X-Hr-Apikey") String apiKeyHeader,
        @DefaultValue("X-Hr-Signature") String signatureHeader) {
    @Override
    public String toString() {
        return "HappyReturnsSettings[" + apiKeyHeader + ", " + signatureHeader + "]";
    }
}
