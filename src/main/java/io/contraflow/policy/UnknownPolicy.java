package io.contraflow.policy;

/** A channel names a policy that does not exist. */
public final class UnknownPolicy extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownPolicy(String name) {
        super("There is no policy '" + name + "'.");
    }
}
