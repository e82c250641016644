package io.contraflow.connector;

import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.DeliveryFailed.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.camel.ProducerTemplate;
import org.springframework.stereotype.Component;

/**
 * Access tokens of OAuth 2.0 client credentials, one a connector: asked for through its {@code token} route when
 * needed, and kept until shortly before they end.
 */
@Component
public class Tokens {
    private static final Duration EARLY = Duration.ofMinutes(5);
    private final ProducerTemplate routes;
    private final Clock clock;
    private final Map<String, Token> tokens = new ConcurrentHashMap<>();

    private record Token(String value, Instant until) {}

    /**
     * How to ask for a token.
     *
     * @param path where, below the connector's base URL
     * @param form fields of the request
     */
    public record Request(String path, Map<String, String> form) {}

    Tokens(ProducerTemplate routes, Clock clock) {
        this.routes = routes;
        this.clock = clock;
    }

    /**
     * The token of a connector.
     *
     * @param request made only when a new token is needed
     * @throws DeliveryFailed if the system gives none: transient when it is down, else misconfigured
     */
    public String token(String connector, Supplier<Request> request) {
        Instant now = clock.instant();
        // One thread asks, the others of this connector wait for its answer.
        return tokens.compute(
                        connector,
                        (name, known) ->
                                known != null && known.until().isAfter(now) ? known : fetch(name, request.get(), now))
                .value();
    }

    /** Forgets the token, because the system refused it. */
    public void forget(String connector) {
        tokens.remove(connector);
    }

    private Token fetch(String connector, Request request, Instant now) {
        Map<String, Object> call = Map.of("method", "POST", "path", request.path(), "form", request.form());
        Answer answer = Answer.of(routes.requestBody("direct:" + connector + "-token", call, Map.class));
        if (!answer.isSuccess()) {
            throw new DeliveryFailed(
                    answer.status() >= 500 || answer.status() == 429 ? Kind.TRANSIENT : Kind.MISCONFIGURED,
                    connector + " gives no token: " + answer.status() + " " + answer.text("error"));
        }
        Duration life = Duration.ofSeconds(Long.parseLong(answer.text("expires_in")));
        return new Token(answer.text("access_token"), now.plus(life).minus(EARLY));
    }
}
