package io.contraflow.story;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a person's browser does without script: keeps the cookies, fills in forms with the token of their page. */
public final class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
    private final Web web;
    private final Map<String, String> cookies = new TreeMap<>();

    public Browser(URI address) {
        web = new Web(address, "");
    }

    /** Logs in by the form. */
    public Web.Answer login(String name, String password) {
        return submit("/login", "/login", Map.of("username", name, "password", password));
    }

    public Web.Answer get(String path) {
        return send("GET", path, null);
    }

    /** A page as text; {@code ""} when there is none. */
    public String page(String path) {
        return get(path).body().asText();
    }

    /** Fills in a form; the token is taken from another page that this person sees. */
    public Web.Answer submit(String pageWithToken, String path, Map<String, String> fields) {
        StringBuilder form = new StringBuilder("_csrf=").append(encoded(token(pageWithToken)));
        fields.forEach((name, value) ->
                form.append('&').append(encoded(name)).append('=').append(encoded(value)));
        return send("POST", path, form.toString(), "Content-Type", "application/x-www-form-urlencoded");
    }

    /** The token that forms of this page carry. */
    public String token(String path) {
        Matcher found = TOKEN.matcher(page(path));
        if (!found.find()) {
            throw new AssertionError(path + " has no form with a token");
        }
        return found.group(1);
    }

    /** Any request, with the cookies. */
    public Web.Answer send(String method, String path, Object body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!cookies.isEmpty()) {
            all.addAll(List.of(
                    "Cookie",
                    cookies.entrySet().stream()
                            .map(one -> one.getKey() + "=" + one.getValue())
                            .collect(Collectors.joining("; "))));
        }
        Web.Answer answer = web.send(method, path, body, all.toArray(new String[0]));
        for (String set : answer.headers().getOrDefault("set-cookie", List.of())) {
            String[] pair = set.split(";", 2)[0].split("=", 2);
            cookies.put(pair[0], pair[1]);
        }
        return answer;
    }

    /** The value of a cookie; {@code ""} when there is none. */
    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    /** Goes on with another cookie, as after a visit to somebody else's page. */
    public void takeCookie(String name, String value) {
        cookies.put(name, value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
