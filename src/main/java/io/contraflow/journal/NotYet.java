package io.contraflow.journal;

import org.jspecify.annotations.Nullable;

/** A step that came too early: what it needs will be there in a while. No fault of the system it calls. */
public final class NotYet extends RuntimeException {
    private final @Nullable String waitsFor;

    /** It holds its place: what stands behind it in its lane waits too. */
    public NotYet(String message) {
        this(message, null);
    }

    /**
     * An event that holds back nobody while it waits.
     *
     * @param waitsFor what it waits for, such as {@code return/...}; null if those behind it must wait too
     */
    public NotYet(String message, @Nullable String waitsFor) {
        super(message);
        this.waitsFor = waitsFor;
    }

    @Nullable
    String waitsFor() {
        return waitsFor;
    }
}
