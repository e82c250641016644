package io.contraflow.flow;

/** A file is not kept; the message names the field and says what to do. */
public final class DocumentRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Why why;

    DocumentRefused(Why why, String message) {
        super(message);
        this.why = why;
    }

    /** What is wrong. */
    public enum Why {
        /** A field is missing, empty or does not fit the others. */
        WRONG,
        TOO_LARGE,
        /** It is no type of file that is taken. */
        OTHER_TYPE,
        /** The return has as many as it may. */
        TOO_MANY
    }

    public Why why() {
        return why;
    }
}
