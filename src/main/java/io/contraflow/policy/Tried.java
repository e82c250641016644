package io.contraflow.policy;

import io.contraflow.model.Decision;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule that was tried.
 *
 * @param line null when it looked at the whole return
 * @param because why it did or did not apply, for the agent
 * @param values of the placeholders in its words
 */
record Tried(Rules.Rule rule, @Nullable LineFacts line, boolean fired, String because, Map<String, String> values) {

    Decision.Step step() {
        return new Decision.Step(rule.id(), line == null ? null : line.id(), fired, because);
    }
}
