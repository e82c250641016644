package io.contraflow.connector.netsuite;

import io.contraflow.connector.Signed;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Token-based authentication: OAuth 1.0a with HMAC-SHA256 (RFC 5849). The realm and a JSON body are not signed, query
 * parameters are.
 */
final class TokenSignature {
    private TokenSignature() {}

    /** The value of the {@code Authorization} header. */
    static String header(NetSuiteSettings of, String method, URI url, String nonce, long seconds) {
        Map<String, String> oauth = new TreeMap<>();
        oauth.put("oauth_consumer_key", of.consumerKey());
        oauth.put("oauth_nonce", nonce);
        oauth.put("oauth_signature_method", "HMAC-SHA256");
        oauth.put("oauth_timestamp", Long.toString(seconds));
        oauth.put("oauth_token", of.tokenId());
        oauth.put("oauth_version", "1.0");
        String signature = signature(of, method, url, oauth);
        oauth.put("oauth_signature", signature);
        return "OAuth realm=\"" + encode(of.account()) + "\", "
                + oauth.entrySet().stream()
                        .map(entry -> entry.getKey() + "=\"" + encode(entry.getValue()) + "\"")
                        .collect(Collectors.joining(", "));
    }

    static String signature(NetSuiteSettings of, String method, URI url, Map<String, String> oauth) {
        TreeMap<String, String> all = new TreeMap<>();
        oauth.forEach((name, value) -> all.put(encode(name), encode(value)));
        if (url.getRawQuery() != null) {
            Arrays.stream(url.getRawQuery().split("&")).forEach(pair -> {
                String[] parts = pair.split("=", 2);
                all.put(encode(decode(parts[0])), encode(parts.length == 2 ? decode(parts[1]) : ""));
            });
        }
        String parameters = all.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        String target = url.toString().split("\\?", 2)[0];
        String base = method + "&" + encode(target) + "&" + encode(parameters);
        String key = encode(of.consumerSecret()) + "&" + encode(of.tokenSecret());
        return Base64.getEncoder().encodeToString(Signed.sha256(key, base.getBytes(StandardCharsets.UTF_8)));
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
