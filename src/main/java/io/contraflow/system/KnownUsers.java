package io.contraflow.system;

import io.contraflow.access.Accounts;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;

/** Everybody who may log in: those of the settings, then those of the database. */
@Component
class KnownUsers implements UserDetailsService {
    private final SettingsUsers settings;
    private final Accounts accounts;

    KnownUsers(SettingsUsers settings, Accounts accounts) {
        this.settings = settings;
        this.accounts = accounts;
    }

    /** Who is disabled is answered, and takes as long, as who does not exist. */
    @Override
    public UserDetails loadUserByUsername(String name) {
        if (settings.has(name)) {
            return settings.load(name);
        }
        return accounts.secret(name)
                .filter(secret -> secret.account().enabled())
                .map(LocalUser::new)
                .orElseThrow(() -> new UsernameNotFoundException("there is no such user"));
    }
}
