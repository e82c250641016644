package io.contraflow.sandbox.shopify;

/** A field fails with a top-level error and becomes null. */
final class RequestFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    RequestFailed(String code, String message) {
        super(message);
        this.code = code;
    }

    String code() {
        return code;
    }
}
