package io.contraflow.access;

import java.util.Locale;

/** What somebody may do; each role may do what those before it may. */
public enum Role {
    VIEWER,
    OPERATOR,
    ADMIN;

    /** As it is written in settings and answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws NotPossible if there is no such role */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new NotPossible("the field role must be viewer, operator or admin");
    }
}
