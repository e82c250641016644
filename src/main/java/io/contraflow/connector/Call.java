package io.contraflow.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.Attempt;
import io.contraflow.journal.JournalVariables;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * One HTTP call as a document, so that mappings can write and read it. Routes call it as {@code call}: {@code open}
 * before the {@code http} step, {@code answer} after it.
 */
@Component("call")
public class Call {
    private static final String JSON = "application/json";
    private final ObjectMapper json;
    private final CallBudgets budgets;

    Call(ObjectMapper json, CallBudgets budgets) {
        this.json = json;
        this.budgets = budgets;
    }

    /**
     * Makes the HTTP message of {@code {method, path, query, headers, body, form, reads}}; everything else that the
     * message carried stays here. {@code reads: true} marks a POST that changes nothing, so that a rehearsal lets it pass.
     * Waits until the account's budget of calls allows it.
     */
    public void open(@Body Map<String, Object> request, Exchange exchange)
            throws JsonProcessingException, InterruptedException {
        Attempt.sends(exchange, request);
        if (!reads(request)) {
            Attempt.asks(exchange, request);
        }
        String connector = exchange.getVariable(JournalVariables.CONNECTOR, String.class);
        if (connector != null) {
            budgets.await(connector);
        }
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, String.valueOf(request.getOrDefault("method", "GET")));
        message.setHeader(Exchange.HTTP_PATH, String.valueOf(request.getOrDefault("path", "")));
        String query = encoded(request.get("query"));
        if (!query.isEmpty()) {
            message.setHeader(Exchange.HTTP_QUERY, query);
        }
        if (request.get("headers") instanceof Map<?, ?> headers) {
            headers.forEach((name, value) -> message.setHeader(name.toString(), value));
        }
        if (request.get("form") instanceof Map<?, ?> form) {
            message.setHeader(Exchange.CONTENT_TYPE, "application/x-www-form-urlencoded");
            message.setBody(encoded(form).getBytes(StandardCharsets.UTF_8));
        } else if (request.get("body") != null) {
            message.setHeader(Exchange.CONTENT_TYPE, JSON);
            message.setBody(json.writeValueAsBytes(request.get("body")));
        } else {
            message.setBody(null);
        }
        message.setHeader("Accept", JSON);
    }

    /** GET reads; another method only when the mapping says so. */
    private static boolean reads(Map<String, Object> request) {
        return "GET".equals(request.getOrDefault("method", "GET")) || Boolean.TRUE.equals(request.get("reads"));
    }

    private static String encoded(@Nullable Object parameters) {
        return parameters instanceof Map<?, ?> map
                ? map.entrySet().stream()
                        .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"))
                : "";
    }

    /** Percent-encoded as RFC 3986 wants it, which OAuth signatures rely on. */
    static String encode(@Nullable Object value) {
        return URLEncoder.encode(String.valueOf(value), StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** The answer as {@code {status, headers, body}}; header names in lower case, a body that is no JSON as text. */
    public Map<String, Object> answer(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("status", message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class));
        Map<String, Object> headers = new LinkedHashMap<>();
        message.getHeaders().forEach((name, value) -> {
            if (value instanceof String && !name.startsWith("Camel")) {
                headers.put(name.toLowerCase(Locale.ROOT), value);
            }
        });
        answer.put("headers", headers);
        byte[] body = message.getBody(byte[].class);
        message.removeHeaders("*");
        if (body != null && body.length > 0) {
            answer.put("body", parsed(body));
        }
        return answer;
    }

    private Object parsed(byte[] body) {
        try {
            Object parsed = json.readValue(body, Object.class);
            return parsed == null ? "" : parsed;
        } catch (IOException e) {
            return new String(body, StandardCharsets.UTF_8);
        }
    }
}
