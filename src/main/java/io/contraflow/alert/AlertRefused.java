package io.contraflow.alert;

/** A receiver answered, but did not take the message. */
class AlertRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AlertRefused(int status) {
        super("answered " + status);
    }
}
