package io.contraflow.connector.netsuite;

import io.contraflow.connector.Answer;
import io.contraflow.connector.Statuses;
import io.contraflow.connector.Tokens;
import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.DeliveryFailed.Kind;
import io.contraflow.journal.NotYet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Body;
import org.springframework.stereotype.Component;

/**
 * Tells a good answer of NetSuite from a refusal. A write answers 204 without a body; the id of the new record is the
 * end of {@code Location}.
 */
@Component("netSuiteAnswers")
class NetSuiteAnswers {
    private final Statuses statuses;
    private final Tokens tokens;

    NetSuiteAnswers(Statuses statuses, Tokens tokens) {
        this.statuses = statuses;
        this.tokens = tokens;
    }

    /**
     * The answer, if it is a good one, with the new record's {@code id} when there is one. A record that is not there
     * is no failure but {@code found: false}.
     *
     * @throws DeliveryFailed for every other
     */
    public Map<String, Object> good(String connector, @Body Map<String, Object> document) {
        Answer answer = Answer.of(document);
        Map<String, Object> good = new LinkedHashMap<>(document);
        String code = answer.text("o:errorDetails", 0, "o:errorCode");
        String detail = answer.text("o:errorDetails", 0, "detail");
        if (answer.isSuccess()) {
            good.put("found", true);
            answer.header("location")
                    .ifPresent(location -> good.put("id", location.substring(location.lastIndexOf('/') + 1)));
            return good;
        }
        if (answer.status() == 404 || "NONEXISTENT_ID".equals(code)) {
            good.put("found", false);
            return good;
        }
        if (answer.status() == 400 && detail.toLowerCase(Locale.ROOT).contains("already exists")) {
            // An earlier try that seemed lost was still at work; the next one looks it up.
            throw new DeliveryFailed(Kind.AMBIGUOUS, "the record exists already");
        }
        throw failure(connector, answer, code, detail);
    }

    private DeliveryFailed failure(String connector, Answer answer, String code, String detail) {
        if (answer.status() == 401) {
            tokens.forget(connector);
            return new DeliveryFailed(Kind.MISCONFIGURED, "NetSuite refused the login");
        }
        if (answer.status() == 429 || code.equals("CONCURRENCY_LIMIT_EXCEEDED")) {
            return statuses.throttled(answer.header("retry-after").orElse("1"));
        }
        if (code.equals("INSUFFICIENT_PERMISSION")) {
            return new DeliveryFailed(Kind.FORBIDDEN, code + " " + detail);
        }
        if (code.equals("RCRD_HAS_BEEN_CHANGED")) {
            return new DeliveryFailed(Kind.TRANSIENT, "somebody else changed the record: " + detail);
        }
        return statuses.of(answer.status(), code + " " + detail, true);
    }

    /**
     * The record that was asked for.
     *
     * @throws NotYet if NetSuite does not have it
     */
    public Object record(@Body Map<String, Object> answer) {
        if (!Boolean.TRUE.equals(answer.get("found")) || answer.get("body") == null) {
            throw new NotYet("NetSuite does not have the record yet");
        }
        return answer.get("body");
    }
}
