package io.contraflow.sandbox.netsuite;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The signature of token-based authentication: OAuth 1.0a with HMAC-SHA256. */
final class OAuth1 {

    private static final Pattern PAIR = Pattern.compile("([A-Za-z_0-9]+)=\"([^\"]*)\"");

    private OAuth1() {}

    /** Name and decoded value of every parameter in an Authorization header. */
    static Map<String, String> parameters(String header) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Matcher matcher = PAIR.matcher(header);
        while (matcher.find()) {
            // A plus sign is itself here, not a blank.
            String value = matcher.group(2).replace("+", "%2B");
            parameters.put(matcher.group(1), URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return parameters;
    }

    /**
     * The signature in Base64.
     *
     * @param url without query
     * @param query decoded query parameters
     * @param oauth decoded parameters of the header; realm and the signature itself are left out
     */
    static String signature(
            String method,
            String url,
            Map<String, List<String>> query,
            Map<String, String> oauth,
            String consumerSecret,
            String tokenSecret) {
        List<String> pairs = new ArrayList<>();
        query.forEach((name, values) -> values.forEach(value -> pairs.add(encoded(name) + "=" + encoded(value))));
        oauth.forEach((name, value) -> {
            if (!name.equals("realm") && !name.equals("oauth_signature")) {
                pairs.add(encoded(name) + "=" + encoded(value));
            }
        });
        String base = method + "&" + encoded(url) + "&"
                + encoded(pairs.stream().sorted().collect(Collectors.joining("&")));
        return hmac(encoded(consumerSecret) + "&" + encoded(tokenSecret), base);
    }

    private static String hmac(String key, String base) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
