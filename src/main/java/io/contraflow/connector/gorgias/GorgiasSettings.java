package io.contraflow.connector.gorgias;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach one Gorgias account.
 *
 * @param email mail address of the Gorgias user whose key it is
 * @param apiKey key of that user
 * @param webhookHeader header in which our HTTP integrations carry the webhook secret; Gorgias signs nothing
 */
record GorgiasSettings(
        @DefaultValue("") String email,
        @DefaultValue("") String apiKey,
        @DefaultValue("X-Contraflow-Key") String webhookHeader) {
    @Override
    public String toString() {
        return "GorgiasSettings[" + webhookHeader + "]";
    }
}
