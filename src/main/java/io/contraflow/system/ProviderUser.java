package io.contraflow.system;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** Somebody who logged in at the OpenID provider. The name begins with {@value #PREFIX}, so that it is nobody's of ours. */
final class ProviderUser extends DefaultOidcUser {
    static final String PREFIX = "sso:";
    private static final long serialVersionUID = 1L;
    private final String name;
    private final Instant endsAt;

    /**
     * @param name what the provider calls them
     * @param endsAt when they must log in again
     */
    ProviderUser(String name, String role, OidcIdToken token, @Nullable OidcUserInfo info, Instant endsAt) {
        super(List.of(new SimpleGrantedAuthority("ROLE_" + role)), token, info);
        this.name = PREFIX + name;
        this.endsAt = endsAt;
    }

    @Override
    public String getName() {
        return name;
    }

    Instant endsAt() {
        return endsAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ProviderUser user && user.endsAt.equals(endsAt) && super.equals(other);
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
