package io.contraflow.system;

import org.jspecify.annotations.Nullable;
import org.springframework.security.core.AuthenticationException;

/** The OpenID provider cannot be asked now. */
final class ProviderAway extends AuthenticationException {
    private static final long serialVersionUID = 1L;

    ProviderAway(String why, @Nullable Throwable cause) {
        super(why, cause);
    }
}
