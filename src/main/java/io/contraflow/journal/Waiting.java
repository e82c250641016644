package io.contraflow.journal;

import io.contraflow.exception.ExceptionKind;

/** A step that cannot go on until something outside changes, such as a missing row in a mapping table. */
public final class Waiting extends RuntimeException {
    private final ExceptionKind kind;
    private final String waitsFor;

    /**
     * @param kind kind of the exception that is opened, such as {@code UNMAPPED_SKU}
     * @param waitsFor what would release it, such as {@code sku/LAMP-OAK}
     */
    public Waiting(ExceptionKind kind, String waitsFor, String message) {
        super(message);
        this.kind = kind;
        this.waitsFor = waitsFor;
    }

    public ExceptionKind kind() {
        return kind;
    }

    public String waitsFor() {
        return waitsFor;
    }
}
