package io.contraflow.lifecycle;

import io.contraflow.model.Return;
import java.util.List;

/**
 * What an event did to a return.
 *
 * @param next the return from now on, to be stored whatever the verdict
 * @param verdict whether the event said something new
 * @param consequences what others must hear of, in this order
 * @param sentence what happened, for the timeline; English, one or more sentences
 * @param problems what a person must look at; each is told once and not again with a repetition of what caused it
 * @param solved what was told earlier and no longer holds
 */
public record Outcome(
        Return next,
        Verdict verdict,
        List<Consequence> consequences,
        String sentence,
        List<Problem> problems,
        List<Problem> solved) {

    public Outcome {
        consequences = List.copyOf(consequences);
        problems = List.copyOf(problems);
        solved = List.copyOf(solved);
    }

    public enum Verdict {
        CHANGED,
        /** It was true already. Nothing follows, although {@code next} may know a detail more. */
        CONFIRMED,
        /** It cannot be. The return is as it was, and a problem says why. */
        IMPOSSIBLE
    }
}
