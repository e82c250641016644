package io.contraflow.policy;

import io.contraflow.model.Decision;
import java.util.ArrayList;
import java.util.List;

/** What a policy said against an open right; it is in the trace and has no effect. */
final class Overruled {
    private final Rights rights;
    private final List<Decision.Step> trace;
    private final List<String> rules = new ArrayList<>();

    Overruled(Rights rights, List<Decision.Step> trace) {
        this.rights = rights;
        this.trace = trace;
    }

    void note(String rule, LineFacts line, String because) {
        rules.add(rule);
        trace.add(new Decision.Step(rule, line.id(), false, because + ", but " + rights.because(line)));
    }

    /** Ids of the rules, in the order of the file. */
    List<String> rules() {
        return rules;
    }
}
