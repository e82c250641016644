package io.contraflow.policy;

/** A policy, or a version of one, does not exist. */
public final class UnknownPolicy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownPolicy(String name) {
        super("There is no policy '" + name + "'.");
    }

    public UnknownPolicy(String name, String version) {
        super("There is no version '" + version + "' of a policy '" + name + "'.");
    }
}
