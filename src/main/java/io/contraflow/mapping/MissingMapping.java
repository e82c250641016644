package io.contraflow.mapping;

/** A route or transform names a mapping file that does not exist. */
public final class MissingMapping extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MissingMapping(String file) {
        super("There is no " + file + ".");
    }
}
