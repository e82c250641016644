package io.contraflow.connector.shopify;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach one Shopify store.
 *
 * @param apiVersion version of the Admin API
 * @param clientId id of the app; with {@code clientSecret} it gets tokens by client credentials
 * @param clientSecret secret of the app, which also signs its webhooks
 * @param accessToken token of an app from before 2026; wins over the client credentials
 */
record ShopifySettings(
        @DefaultValue("2026-10") String apiVersion,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("") String accessToken) {
    @Override
    public String toString() {
        return "ShopifySettings[" + apiVersion + "]";
    }
}
