package io.contraflow.view;

/** A view cannot be saved or changed so; the message names the field and says why. */
public final class ViewRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Why why;

    ViewRefused(Why why, String message) {
        super(message);
        this.why = why;
    }

    /** What is wrong. */
    public enum Why {
        /** A field does not have the form it must have. */
        WRONG,
        /** It is not theirs to share or to change. */
        NOT_ALLOWED,
        /** There is one of that name, or there are as many as somebody may have. */
        TAKEN
    }

    public Why why() {
        return why;
    }
}
