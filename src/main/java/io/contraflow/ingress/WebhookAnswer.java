package io.contraflow.ingress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Answers the sender of a webhook; nothing of the request goes back. Routes call it as {@code webhookAnswer}. */
@Component("webhookAnswer")
class WebhookAnswer {
    private static final Logger LOG = LoggerFactory.getLogger(WebhookAnswer.class);
    private static final int SECONDS_BETWEEN_WORDS = 10;
    private final ObjectMapper json;
    private final MeterRegistry registry;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicLong nextWord = new AtomicLong(System.nanoTime());

    WebhookAnswer(ObjectMapper json, MeterRegistry registry) {
        this.json = json;
        this.registry = registry;
    }

    /** It is on disk. */
    public void kept(Exchange exchange) {
        clear(exchange, 202);
        exchange.getMessage().setBody(null);
    }

    /** Nobody proved to have sent it. */
    public void forged(Exchange exchange) {
        problem(exchange, 401, "Unauthorized", reason(exchange));
    }

    /** It is no JSON object. */
    public void unreadable(Exchange exchange) {
        problem(exchange, 400, "Bad Request", reason(exchange));
    }

    /** There is no such connector. */
    public void unknown(Exchange exchange) {
        problem(exchange, 404, "Not Found", "no connector of that name takes webhooks");
    }

    /** It could not be kept; the sender must send it again. */
    public void tryLater(Exchange exchange) {
        int sinceLastWord = refused.incrementAndGet();
        long now = System.nanoTime();
        long due = nextWord.get();
        if (now - due >= 0 && nextWord.compareAndSet(due, now + TimeUnit.SECONDS.toNanos(SECONDS_BETWEEN_WORDS))) {
            refused.addAndGet(-sinceLastWord);
            LOG.warn(
                    "{} webhooks could not be kept and their senders were asked to try later: {}",
                    sinceLastWord,
                    reason(exchange));
        }
        problem(exchange, 503, "Service Unavailable", "the event could not be stored, please send it again");
        exchange.getMessage().setHeader("Retry-After", "5");
    }

    private static String reason(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        return failure == null ? "" : String.valueOf(failure.getMessage());
    }

    private void problem(Exchange exchange, int status, String title, String detail) {
        clear(exchange, status);
        registry.counter("contraflow.webhooks.refused", "status", String.valueOf(status))
                .increment();
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", detail);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/problem+json");
        try {
            exchange.getMessage().setBody(json.writeValueAsBytes(problem));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written", e);
        }
    }

    private static void clear(Exchange exchange, int status) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    }
}
