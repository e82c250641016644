package io.contraflow.system;

import java.util.List;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** The three roles, each of which may do what those before it may. */
final class Roles {
    static final String VIEWER = "viewer";
    static final String OPERATOR = "operator";
    static final String ADMIN = "admin";

    /** Highest first. */
    static final List<String> ALL = List.of(ADMIN, OPERATOR, VIEWER);

    private Roles() {}

    /** The highest role of somebody; {@code ""} without one. */
    static String of(Authentication who) {
        List<String> held = who.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .toList();
        return ALL.stream()
                .filter(role -> held.contains("ROLE_" + role))
                .findFirst()
                .orElse("");
    }
}
