package io.contraflow.flow.reconcile;

import java.util.Map;

/** What heals a difference. */
sealed interface Remedy {

    /** What is done, in a few words. */
    String words();

    /**
     * A step of ours is done again.
     *
     * @param args what the step is told
     */
    record Replay(String role, String operation, Map<String, ?> args) implements Remedy {
        public Replay {
            args = Map.copyOf(args);
        }

        @Override
        public String words() {
            return role + "/" + operation;
        }
    }

    /** A report that was lost is put into the inbox. */
    record Hear(String key, Snapshot.Report report) implements Remedy {
        @Override
        public String words() {
            return "inbox/" + report.topic();
        }
    }
}
