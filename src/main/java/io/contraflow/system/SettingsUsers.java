package io.contraflow.system;

import io.contraflow.access.LoginsOfSettings;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.stereotype.Component;

/** The people of the settings; plain passwords are hashed once at start, so that each login is compared in the same way. */
@Component
class SettingsUsers implements LoginsOfSettings {
    private final InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();

    SettingsUsers(LoginSettings settings, PasswordEncoder encoder) {
        settings.others().forEach((name, person) -> {
            if (name.equals(settings.user())) {
                throw new IllegalStateException("contraflow.login.others." + name + " is the administrator already");
            }
            users.createUser(user(name, person.password(), person.role(), encoder));
        });
        users.createUser(user(settings.user(), settings.password(), Roles.ADMIN, encoder));
    }

    @Override
    public boolean has(String name) {
        return users.userExists(name);
    }

    UserDetails load(String name) {
        return users.loadUserByUsername(name);
    }

    private static UserDetails user(String name, String password, String role, PasswordEncoder encoder) {
        String hashed = password.startsWith("{") ? password : encoder.encode(password);
        return User.withUsername(name).password(hashed).roles(role).build();
    }
}
