package io.contraflow.connector;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Addresses under which people open a record in the system that has it. An id is foreign text: it only ever fills a place
 * behind the host, encoded, and never climbs out of the path.
 */
@Component
public class RecordLinks {
    private static final String FILE = "config/links.yaml";
    private static final int LONGEST_ID = 500;
    private static final String ADMIN = "{admin}";
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern FORM =
            Pattern.compile("(\\{admin}|https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?)([/?#]\\S*)?");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    /** What no address has as it is; a brace that is left is none of a place. */
    private static final Pattern UNFIT = Pattern.compile("[\"'<>`\\\\^|{}\\p{Cntrl}]");
    /** A browser climbs up at these, also when the dots are encoded. */
    private static final Pattern CLIMBS = Pattern.compile("(?i)(^|/)(\\.|%2e){1,2}($|[/?#])");

    private static final Map<String, Function<Asked, String>> PLACES = Map.of(
            "id",
            Asked::id,
            "tail",
            asked -> tail(asked.id()),
            "order",
            Asked::order,
            "order.tail",
            asked -> tail(asked.order()));

    private final Connectors connectors;
    private final LinkPatterns patterns;

    RecordLinks(Connectors connectors, LinkPatterns patterns) {
        this.connectors = connectors;
        this.patterns = patterns;
        patterns.links().forEach((type, kinds) -> kinds.forEach((kind, pattern) -> check(type + "." + kind, pattern)));
        connectors.connectors().forEach((name, connector) -> check(name, connector.adminUrl()));
    }

    /** A record, and the order that its return is of. */
    private record Asked(String id, String order) {}

    /**
     * Where people open a record; empty when no pattern is configured for it, or its id is not fit for an address.
     *
     * @param kind what sort of record it is, such as {@code return-authorization}
     * @param order the shop's id of the order
     */
    public Optional<URI> link(String connector, String kind, String id, String order) {
        return pattern(connector, kind).flatMap(pattern -> filled(pattern, new Asked(id, order)));
    }

    private Optional<String> pattern(String name, String kind) {
        Connectors.Connector connector = connectors.connectors().get(name);
        if (connector == null) {
            return Optional.empty();
        }
        String pattern = patterns.links()
                .getOrDefault(String.valueOf(connector.type()), Map.of())
                .getOrDefault(kind, "");
        if (!pattern.startsWith(ADMIN)) {
            return Optional.of(pattern).filter(text -> !text.isEmpty());
        }
        URI admin = connector.adminUrl();
        return isNone(admin)
                ? Optional.empty()
                : Optional.of(String.valueOf(admin).replaceAll("/+$", "") + pattern.substring(ADMIN.length()));
    }

    private static Optional<URI> filled(String pattern, Asked asked) {
        Matcher places = PLACE.matcher(pattern);
        StringBuilder address = new StringBuilder();
        while (places.find()) {
            String value = PLACES.getOrDefault(places.group(1), unknown -> "").apply(asked);
            if (value.isBlank() || value.length() > LONGEST_ID) {
                return Optional.empty();
            }
            places.appendReplacement(address, Matcher.quoteReplacement(encoded(value)));
        }
        places.appendTail(address);
        String path = address.substring(address.indexOf("//") + 2);
        return CLIMBS.matcher(path).find() ? Optional.empty() : Optional.of(URI.create(address.toString()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** What follows the last slash: the number of {@code gid://shopify/Order/7}. */
    private static String tail(String id) {
        return id.substring(id.lastIndexOf('/') + 1).replaceAll("\\?.*", "");
    }

    private static void check(String field, String pattern) {
        if (pattern.isEmpty()) {
            return;
        }
        String where = "contraflow.links." + field + " in " + FILE + ": ";
        if (!FORM.matcher(pattern).matches()) {
            throw new IllegalStateException(where + "'" + pattern
                    + "' must begin with {admin}/ or with http:// or https:// and a host, and have no blanks");
        }
        Optional<String> unknown = PLACE.matcher(
                        pattern.startsWith(ADMIN) ? pattern.substring(ADMIN.length()) : pattern)
                .results()
                .map(MatchResult::group)
                .filter(place -> !PLACES.containsKey(place.substring(1, place.length() - 1)))
                .findFirst();
        if (unknown.isPresent()) {
            throw new IllegalStateException(where + "'" + pattern + "' has the place " + unknown.get()
                    + "; there are {admin}, at its beginning, {id}, {tail}, {order} and {order.tail}");
        }
        String sample =
                PLACE.matcher(pattern.replace(ADMIN, "https://admin.example")).replaceAll("1");
        if (UNFIT.matcher(sample).find()
                || CLIMBS.matcher(sample.substring(sample.indexOf("//") + 2)).find()
                || !isAddress(sample)) {
            throw new IllegalStateException(where + "'" + pattern + "' is no address of a page");
        }
    }

    private static void check(String name, @Nullable URI admin) {
        if (admin == null || isNone(admin)) {
            return;
        }
        boolean isPlain = admin.getRawQuery() == null && admin.getRawFragment() == null;
        if (!isPlain
                || !isAddress(admin.toString())
                || CLIMBS.matcher(admin.getRawPath()).find()) {
            throw new IllegalStateException("contraflow.connectors." + name + ".admin-url in config/connectors.yaml: '"
                    + admin + "' must be an address such as https://admin.example.com/store/ours,"
                    + " without a login, a query or a fragment");
        }
    }

    private static boolean isAddress(String text) {
        try {
            URI address = new URI(text);
            return SCHEMES.contains(String.valueOf(address.getScheme()))
                    && address.getHost() != null
                    && address.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isNone(@Nullable URI address) {
        return address == null || address.toString().isEmpty();
    }
}
