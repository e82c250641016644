package io.contraflow.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One vendor's system: speaks its protocol, keeps its state, refuses what the real one refuses. */
public interface SimulatedSystem {
    /** First segment of its paths, such as {@code netsuite}. */
    String name();

    Answer handle(Call call) throws Exception;

    /** The whole state as something that becomes JSON, for the page and for independent checks. */
    Object state();

    void reset();

    /** What the call asks for, as journal and faults name it; must not change anything. */
    default String operation(Call call) {
        return call.method() + " " + call.path();
    }

    /** The caller's idempotency key or external id, when the call carries one. */
    default @Nullable String key(Call call) {
        return null;
    }

    /** How this vendor says "too many requests". */
    default Answer throttled() {
        return Answer.text(429, "Too many requests");
    }

    /** Answers {@code /sandbox/{name}/...}: what only the sandbox has, such as limits. */
    default Answer control(Call call) throws Exception {
        return Answer.json(404, Map.of("error", "There is no " + call.path() + " in " + name()));
    }
}
