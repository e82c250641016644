package io.contraflow.sandbox.happyreturns;

/** How far a return has come, with the word that notices use for it until another is configured. */
enum Stage {
    STARTED("started"),
    DROPPED_OFF("dropped_off"),
    /** Arrived at the hub; no notice of the vendor's is known for it, so this one is the sandbox's own. */
    RECEIVED("received"),
    /** Graded at the hub; likewise. */
    INSPECTED("inspected"),
    EXPIRED("expired");

    final String word;

    Stage(String word) {
        this.word = word;
    }
}
