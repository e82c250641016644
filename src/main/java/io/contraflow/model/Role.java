package io.contraflow.model;

import java.util.Locale;

/** What a connector can be for a channel; flows speak to roles, not to systems. */
public enum Role {
    SHOP,
    ERP,
    HELPDESK,
    CARRIER,
    CUSTOMER,
    ACCOUNTING;

    /** The name as routes and configuration write it, such as {@code shop}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The role of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Role of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
