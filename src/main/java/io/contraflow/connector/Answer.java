package io.contraflow.connector;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the document that {@link Call#answer} made. */
public record Answer(
        int status, Map<?, ?> headers, @Nullable Object body) {

    /** What an HTTP call answered. */
    public static Answer of(Map<?, ?> document) {
        Object status = document.get("status");
        Object headers = document.get("headers");
        return new Answer(
                status instanceof Integer code ? code : 0,
                headers instanceof Map<?, ?> map ? map : Map.of(),
                document.get("body"));
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** A header by its lower-case name. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name)).map(Object::toString);
    }

    /** What stands in the body under these keys; numbers are positions in lists. Null when nothing does. */
    public @Nullable Object at(Object... path) {
        Object here = body;
        for (Object key : path) {
            if (here instanceof Map<?, ?> map) {
                here = map.get(key);
            } else if (here instanceof List<?> list && key instanceof Integer index && index < list.size()) {
                here = list.get(index);
            } else {
                return null;
            }
        }
        return here;
    }

    /** Like {@link #at}, as text; empty when nothing is there. */
    public String text(Object... path) {
        Object found = at(path);
        return found == null ? "" : found.toString();
    }
}
