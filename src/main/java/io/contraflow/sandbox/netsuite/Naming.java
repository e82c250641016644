package io.contraflow.sandbox.netsuite;

import io.contraflow.sandbox.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What journal and faults call a request: ids are left out, so that one pattern meets all calls of a sort. */
final class Naming {

    private Naming() {}

    static String operation(Call call) {
        List<String> path = call.segments();
        if (path.size() < 5) {
            return call.method() + " " + call.path();
        }
        if (!path.get(2).equals("record")) {
            return call.method() + " " + path.get(path.size() - 1);
        }
        List<String> below = path.subList(4, path.size());
        String name = call.method() + " " + below.get(0);
        return switch (below.size()) {
            case 1 -> name;
            case 2 -> name + (below.get(1).startsWith("eid:") ? "/eid" : "/{id}");
            case 4 -> name + "/" + below.get(2) + "/" + below.get(3);
            default -> name + "/{id}/" + below.get(2);
        };
    }

    static @Nullable String key(Call call) {
        int eid = call.path().indexOf("/eid:");
        if (eid >= 0) {
            return call.path().substring(eid + "/eid:".length());
        }
        boolean record = call.path().contains("/record/v1/") && call.body().length > 0;
        return record ? call.json().path("externalId").asText(null) : null;
    }
}
