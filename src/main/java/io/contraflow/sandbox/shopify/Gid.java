package io.contraflow.sandbox.shopify;

/** Global ids such as {@code gid://shopify/Order/5512345678901}. */
final class Gid {
    private static final String PREFIX = "gid://shopify/";

    private Gid() {}

    static String of(String type, long id) {
        return PREFIX + type + "/" + id;
    }

    /** The number of an id of this type; an id of another type fails the whole request, as it does at the vendor. */
    static long number(String type, String gid) {
        String start = PREFIX + type + "/";
        if (!gid.startsWith(start) || !gid.substring(start.length()).matches("\\d{1,18}|[1-8]\\d{18}")) {
            throw new RequestFailed("RESOURCE_NOT_FOUND", "Invalid id: " + gid);
        }
        return Long.parseLong(gid.substring(start.length()));
    }
}
