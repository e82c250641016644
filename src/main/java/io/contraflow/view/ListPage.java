package io.contraflow.view;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lists of the console that have a filter, and the parameters it consists of; which page of the list is no part of it. */
public enum ListPage {
    RETURNS("q", "status"),
    EXCEPTIONS("kind", "cause", "state", "whose");

    private final List<String> parameters;

    ListPage(String... parameters) {
        this.parameters = List.of(parameters);
    }

    /** By its last step, such as {@code returns}; empty when there is no such list. */
    public static Optional<ListPage> of(String step) {
        return Stream.of(values()).filter(one -> one.step().equals(step)).findFirst();
    }

    public String step() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Names of the parameters that its filter may have. */
    public List<String> parameters() {
        return parameters;
    }

    /** Where the list is, with that filter. */
    public String address(Map<String, String> filter) {
        return "/console/" + step() + (filter.isEmpty() ? "" : "?" + query(filter));
    }

    /** What is set of its parameters, always in the same sequence; all else is left out. */
    public Map<String, String> filterOf(Map<String, String> given) {
        Map<String, String> filter = new LinkedHashMap<>();
        for (String parameter : parameters) {
            String value = given.getOrDefault(parameter, "").strip();
            if (!value.isEmpty()) {
                filter.put(parameter, value);
            }
        }
        return filter;
    }

    static String query(Map<String, String> filter) {
        return filter.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** What {@link #query} made a text of. */
    Map<String, String> filter(String query) {
        Map<String, String> given = Stream.of(query.split("&"))
                .map(one -> one.split("=", 2))
                .collect(Collectors.toMap(one -> one[0], one -> URLDecoder.decode(one[1], StandardCharsets.UTF_8)));
        return filterOf(given);
    }
}
