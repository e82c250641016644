package io.contraflow.connector.shopify;

import io.contraflow.connector.Answer;
import io.contraflow.connector.Statuses;
import io.contraflow.connector.Tokens;
import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.DeliveryFailed.Kind;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/**
 * Tells a good answer from a refusal. Most refusals of the Admin API come with status 200: in {@code errors} when the
 * document was not executed, in {@code userErrors} when the business forbids it.
 */
@Component("shopifyAnswers")
class ShopifyAnswers {
    /** Each is sent only after a look found the return in the state for it; when that is gone, the next look sees why. */
    private static final Set<String> STATE_MOVES =
            Set.of("returnApproveRequest", "returnDeclineRequest", "returnCancel", "returnClose");

    private final Statuses statuses;
    private final Tokens tokens;
    private final Clock clock;

    ShopifyAnswers(Statuses statuses, Tokens tokens, Clock clock) {
        this.statuses = statuses;
        this.tokens = tokens;
        this.clock = clock;
    }

    /**
     * The {@code data} of a good answer.
     *
     * @throws DeliveryFailed for every other
     */
    public Map<?, ?> data(String connector, @Body Map<String, Object> document) {
        Answer answer = Answer.of(document);
        if (answer.status() == 401) {
            tokens.forget(connector);
            throw new DeliveryFailed(Kind.TRANSIENT, "the store refused the token; the next try signs in again");
        }
        if (answer.status() == 429) {
            throw statuses.throttled(answer.header("retry-after").orElse("1"));
        }
        if (!answer.isSuccess()) {
            throw statuses.of(answer.status(), answer.text("errors"), true);
        }
        if (answer.at("errors") instanceof List<?> errors && !errors.isEmpty()) {
            throw refused(answer);
        }
        if (!(answer.at("data") instanceof Map<?, ?> data)) {
            throw new DeliveryFailed(Kind.AMBIGUOUS, "the store answered without data");
        }
        data.forEach((mutation, payload) -> businessRefusal(mutation.toString(), payload));
        return data;
    }

    private DeliveryFailed refused(Answer answer) {
        String code = answer.text("errors", 0, "extensions", "code");
        String message = answer.text("errors", 0, "message");
        return switch (code) {
            case "THROTTLED" ->
                DeliveryFailed.throttled(
                        "the store's query budget is used up", clock.instant().plusMillis(waitMillis(answer)));
            case "INTERNAL_SERVER_ERROR", "TIMEOUT" -> new DeliveryFailed(Kind.AMBIGUOUS, code + ": " + message);
            case "ACCESS_DENIED" -> new DeliveryFailed(Kind.FORBIDDEN, code + ": " + message);
            case "SHOP_INACTIVE" -> new DeliveryFailed(Kind.MISCONFIGURED, code + ": " + message);
            default -> new DeliveryFailed(Kind.REJECTED, code + ": " + message);
        };
    }

    /** {@code (requested - available) / restore} seconds (Shopify, "API limits"). */
    private static long waitMillis(Answer answer) {
        double requested = number(answer.at("extensions", "cost", "requestedQueryCost"), 100);
        double available = number(answer.at("extensions", "cost", "throttleStatus", "currentlyAvailable"), 0);
        double restore = number(answer.at("extensions", "cost", "throttleStatus", "restoreRate"), 100);
        return (long) Math.ceil(1000 * Math.max(0.1, (requested - available) / Math.max(restore, 1)));
    }

    private static double number(@org.jspecify.annotations.Nullable Object value, double otherwise) {
        return value instanceof Number number ? number.doubleValue() : otherwise;
    }

    private static void businessRefusal(String mutation, @org.jspecify.annotations.Nullable Object payload) {
        if (payload instanceof Map<?, ?> map
                && map.get("userErrors") instanceof List<?> errors
                && !errors.isEmpty()
                && errors.get(0) instanceof Map<?, ?> first) {
            // Our code of a gift card: an earlier try has given it.
            if (mutation.equals("giftCardCreate") && "TAKEN".equals(first.get("code"))) {
                return;
            }
            boolean movedMeanwhile = STATE_MOVES.contains(mutation) && "INVALID_STATE".equals(first.get("code"));
            throw new DeliveryFailed(
                    movedMeanwhile ? Kind.TRANSIENT : Kind.REJECTED,
                    mutation + " was refused: " + first.get("message") + " (" + first.get("code") + ")");
        }
    }
}
