package io.contraflow.flow.reconcile;

/** Whether a system has a return as we do, as far as we know. */
public enum Agreement {
    AGREES("Has the return as we do."),
    DIFFERS("Has something otherwise than we do."),
    ACCEPTED("Differs, and a person has left it so."),
    HEALED("Differed; the lost step was done again. It was not compared since."),
    WAITS("Something is still on its way to it."),
    STOPPED("Something that it should be told was not taken."),
    UNREAD("Could not be read."),
    NOTHING("Has nothing of this return yet."),
    NOT_COMPARED("Not compared yet."),
    NOT_COMPARABLE("Is only told; there is nothing to compare.");

    private final String meaning;

    Agreement(String meaning) {
        this.meaning = meaning;
    }

    /** What it means, as a sentence whose subject is the system. */
    public String meaning() {
        return meaning;
    }
}
