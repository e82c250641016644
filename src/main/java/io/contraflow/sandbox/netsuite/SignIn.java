package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import io.contraflow.sandbox.World;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lets in who signs each call with the sandbox's tokens, or brings a bearer token that was granted here. */
final class SignIn {

    static final String TOKEN_PATH = "/services/rest/auth/oauth2/v1/token";

    private static final String REALM = "1234567_SB1";
    private static final String CONSUMER_KEY = "sandbox-consumer-key";
    private static final String CONSUMER_SECRET = "sandbox-consumer-secret";
    private static final String TOKEN = "sandbox-token";
    private static final String TOKEN_SECRET = "sandbox-token-secret";
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final World world;
    private final Assertions assertions = new Assertions();
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> bearers = new HashMap<>();
    private final LinkedHashMap<String, Instant> nonces = new LinkedHashMap<>();

    SignIn(World world) {
        this.world = world;
    }

    /** Refuses the call unless it is signed. */
    synchronized void check(Call call) {
        String header = Objects.requireNonNullElse(call.header("Authorization"), "");
        if (header.startsWith("Bearer ")) {
            Instant until = bearers.get(header.substring("Bearer ".length()).trim());
            if (until == null || !world.now().isBefore(until)) {
                throw Refused.login("Invalid login attempt. The token is unknown or has expired.");
            }
        } else if (header.startsWith("OAuth ")) {
            checkSignature(call, OAuth1.parameters(header));
        } else {
            throw Refused.login("Invalid login attempt. The request carries no OAuth header.");
        }
    }

    /** Answers the token endpoint. */
    synchronized Answer token(Call call) {
        Map<String, String> form = form(call.text());
        String type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        if (!"client_credentials".equals(form.get("grant_type")) || !type.equals(form.get("client_assertion_type"))) {
            return Answer.json(400, Map.of("error", "invalid_request"));
        }
        try {
            assertions.verify(form.getOrDefault("client_assertion", ""), url(call), world.now());
        } catch (Assertions.Invalid e) {
            return Answer.json(400, Map.of("error", e.error, "error_description", String.valueOf(e.getMessage())));
        }
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Instant now = world.now();
        bearers.values().removeIf(until -> until.isBefore(now));
        bearers.put(token, now.plus(TOKEN_LIFE));
        return Answer.json(
                200, Map.of("access_token", token, "expires_in", TOKEN_LIFE.toSeconds(), "token_type", "Bearer"));
    }

    void register(JsonNode certificate) throws GeneralSecurityException {
        assertions.register(
                certificate.path("kid").asText(),
                certificate.path("publicKeyPem").asText(),
                certificate.path("clientId").asText());
    }

    private void checkSignature(Call call, Map<String, String> oauth) {
        same(REALM, oauth.get("realm"), "realm");
        same(CONSUMER_KEY, oauth.get("oauth_consumer_key"), "oauth_consumer_key");
        same(TOKEN, oauth.get("oauth_token"), "oauth_token");
        same("HMAC-SHA256", oauth.get("oauth_signature_method"), "oauth_signature_method");
        String expected =
                OAuth1.signature(call.method(), url(call), call.query(), oauth, CONSUMER_SECRET, TOKEN_SECRET);
        same(expected, oauth.get("oauth_signature"), "oauth_signature");
        Instant signed = Instant.ofEpochSecond(Ids.parse(oauth.getOrDefault("oauth_timestamp", "")));
        if (Duration.between(signed, world.now()).abs().compareTo(CLOCK_SKEW) > 0) {
            throw Refused.login("Invalid login attempt. The oauth_timestamp is too far off.");
        }
        rememberNonce(oauth.getOrDefault("oauth_nonce", ""));
    }

    private void rememberNonce(String nonce) {
        Instant now = world.now();
        var oldest = nonces.entrySet().iterator();
        while (oldest.hasNext() && oldest.next().getValue().isBefore(now.minus(CLOCK_SKEW.multipliedBy(2)))) {
            oldest.remove();
        }
        if (nonce.isEmpty() || nonces.putIfAbsent(nonce, now) != null) {
            throw Refused.login("Invalid login attempt. The oauth_nonce has been used before.");
        }
    }

    private static void same(String expected, @Nullable String actual, String what) {
        byte[] given = Objects.requireNonNullElse(actual, "").getBytes(StandardCharsets.UTF_8);
        if (!MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given)) {
            throw Refused.login("Invalid login attempt. The " + what + " is not right.");
        }
    }

    /** The address as the caller wrote it, without the query. */
    static String url(Call call) {
        String target = call.rawTarget();
        int query = target.indexOf('?');
        return "http://" + call.header("Host") + (query < 0 ? target : target.substring(0, query));
    }

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                form.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }
}
