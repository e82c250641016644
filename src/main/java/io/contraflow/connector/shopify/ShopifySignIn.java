package io.contraflow.connector.shopify;

import io.contraflow.connector.Answer;
import io.contraflow.connector.TypeSettings;
import io.contraflow.journal.DeliveryFailed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/**
 * Signs in to a store by client credentials (tokens live 24 hours, there is no refresh token) or with a token from the
 * configuration. Routes call it as {@code shopifySignIn}.
 */
@Component("shopifySignIn")
class ShopifySignIn {
    static final String HEADER = "X-Shopify-Access-Token";
    private static final Duration EARLY = Duration.ofMinutes(5);
    private final TypeSettings settings;
    private final ProducerTemplate routes;
    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String value, Instant until) {}

    ShopifySignIn(TypeSettings settings, ProducerTemplate routes, Clock clock) {
        this.settings = settings;
        this.routes = routes;
        this.clock = clock;
    }

    /** Puts the token on the call. */
    public void sign(String connector, Exchange exchange) {
        ShopifySettings store = settings.of(connector, ShopifySettings.class);
        String token = store.accessToken().isEmpty() ? token(connector, store) : store.accessToken();
        exchange.getMessage().setHeader(HEADER, token);
    }

    /** Forgets the token, because the store refused it. */
    void forget(String connector) {
        tokens.remove(connector);
    }

    private String token(String connector, ShopifySettings store) {
        Instant now = clock.instant();
        return tokens.compute(
                        connector,
                        (name, known) -> known != null && known.until().isAfter(now) ? known : fetch(name, store, now))
                .value();
    }

    private Token fetch(String connector, ShopifySettings store, Instant now) {
        Map<String, Object> request = Map.of(
                "method",
                "POST",
                "path",
                "/admin/oauth/access_token",
                "form",
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", store.clientId(),
                        "client_secret", store.clientSecret()));
        Answer answer = Answer.of(routes.requestBody("direct:" + connector + "-token", request, Map.class));
        if (!answer.isSuccess()) {
            DeliveryFailed.Kind kind = answer.status() >= 500 || answer.status() == 429
                    ? DeliveryFailed.Kind.TRANSIENT
                    : DeliveryFailed.Kind.MISCONFIGURED;
            throw new DeliveryFailed(kind, "the store gives no token: " + answer.status() + " " + answer.text("error"));
        }
        long seconds = Long.parseLong(answer.text("expires_in"));
        return new Token(answer.text("access_token"), now.plusSeconds(seconds).minus(EARLY));
    }
}
