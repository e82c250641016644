package io.contraflow.system;

import io.contraflow.access.Accounts.Secret;
import java.util.List;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.User;

/** Somebody of the database, as of a version of the account. */
final class LocalUser extends User {
    private static final long serialVersionUID = 1L;
    private final long version;

    LocalUser(Secret secret) {
        super(
                secret.account().name(),
                secret.hashedPassword(),
                List.of(new SimpleGrantedAuthority(
                        "ROLE_" + secret.account().role().word())));
        this.version = secret.account().version();
    }

    long version() {
        return version;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LocalUser user && user.version == version && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
