package io.contraflow.sandbox.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.World;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Gives out access tokens for client credentials and knows them again for a day. */
final class Tokens {
    private static final int LIFETIME_SECONDS = 86_399;
    private static final String CLIENT_ID = "sandbox-client";
    private static final String SCOPES = "read_all_orders,read_customers,read_inventory,read_locations,read_orders,"
            + "read_products,read_returns,write_gift_cards,write_inventory,write_orders,write_returns";

    private final World world;
    private final String clientSecret;
    private final Map<String, Instant> expiries = new ConcurrentHashMap<>();

    Tokens(World world, String clientSecret) {
        this.world = world;
        this.clientSecret = clientSecret;
    }

    Answer issue(Call call) {
        Map<String, String> form = form(call);
        if (!"client_credentials".equals(form.get("grant_type"))) {
            return refused("unsupported_grant_type", "The grant type is not supported.");
        }
        if (!CLIENT_ID.equals(form.get("client_id")) || !clientSecret.equals(form.get("client_secret"))) {
            return refused("invalid_client", "Client authentication failed.");
        }
        String token = "shpat_" + UUID.randomUUID().toString().replace("-", "");
        expiries.put(token, world.now().plusSeconds(LIFETIME_SECONDS));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token);
        answer.put("scope", SCOPES);
        answer.put("expires_in", LIFETIME_SECONDS);
        return Answer.json(200, answer);
    }

    private static Answer refused(String error, String description) {
        return Answer.json(400, Map.of("error", error, "error_description", description));
    }

    boolean knows(@Nullable String token) {
        Instant expiry = token == null ? null : expiries.get(token);
        return expiry != null && world.now().isBefore(expiry);
    }

    /** Makes all tokens invalid, as a reinstalled app does. */
    void revoke() {
        expiries.clear();
    }

    static Answer unauthorized() {
        return Answer.json(
                        401,
                        Map.of(
                                "errors",
                                "[API] Invalid API key or access token (unrecognized login or wrong password)"))
                .header("WWW-Authenticate", "Basic Realm=\"Shopify API Authentication\"")
                .header("X-Request-Id", UUID.randomUUID().toString());
    }

    private static Map<String, String> form(Call call) {
        Map<String, String> form = new HashMap<>();
        String type = call.header("Content-Type");
        if (type != null && type.startsWith("application/json")) {
            JsonNode body = call.json();
            body.fieldNames()
                    .forEachRemaining(name -> form.put(name, body.path(name).asText()));
            return form;
        }
        for (String pair : call.text().split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
