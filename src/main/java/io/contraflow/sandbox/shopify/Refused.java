package io.contraflow.sandbox.shopify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mutation is refused for a reason of business; nothing was changed. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable List<String> field;
    private final @Nullable String code;

    private Refused(@Nullable List<String> field, String message, @Nullable String code) {
        super(message);
        this.field = field;
        this.code = code;
    }

    static Refused at(List<String> field, String message, @Nullable String code) {
        return new Refused(field, message, code);
    }

    static Refused whole(String message, @Nullable String code) {
        return new Refused(null, message, code);
    }

    /** The path of one entry of a list: indices are strings at the vendor. */
    static List<String> path(String root, String list, int index, String... more) {
        List<String> path = new ArrayList<>(List.of(root, list, String.valueOf(index)));
        path.addAll(List.of(more));
        return path;
    }

    Map<String, @Nullable Object> userError() {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("field", field);
        error.put("message", getMessage());
        error.put("code", code);
        return error;
    }
}
