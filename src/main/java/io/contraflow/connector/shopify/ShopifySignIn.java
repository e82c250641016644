package io.contraflow.connector.shopify;

import io.contraflow.connector.Tokens;
import io.contraflow.connector.TypeSettings;
import java.util.Map;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/**
 * Signs in to a store by client credentials (tokens live 24 hours, there is no refresh token) or with a token from the
 * configuration. Routes call it as {@code shopifySignIn}.
 */
@Component("shopifySignIn")
class ShopifySignIn {
    static final String HEADER = "X-Shopify-Access-Token";
    private final TypeSettings settings;
    private final Tokens tokens;

    ShopifySignIn(TypeSettings settings, Tokens tokens) {
        this.settings = settings;
        this.tokens = tokens;
    }

    /** Puts the token on the call. */
    public void sign(String connector, Exchange exchange) {
        ShopifySettings store = settings.of(connector, ShopifySettings.class);
        String token =
                store.accessToken().isEmpty() ? tokens.token(connector, () -> request(store)) : store.accessToken();
        exchange.getMessage().setHeader(HEADER, token);
    }

    private static Tokens.Request request(ShopifySettings store) {
        return new Tokens.Request(
                "/admin/oauth/access_token",
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", store.clientId(),
                        "client_secret", store.clientSecret()));
    }
}
