package io.contraflow.system;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may log in.
 *
 * @param user the administrator
 * @param password as {@code {bcrypt}...} or plain
 * @param others further people, by login
 * @param local whether people may log in with a password of ours, besides at the OpenID provider; programs always may
 */
@Validated
@ConfigurationProperties("contraflow.login")
record LoginSettings(
        @NotBlank String user,
        String password,
        @DefaultValue @Valid Map<String, Person> others,
        @DefaultValue("true") boolean local) {

    /**
     * @param password as {@code {bcrypt}...} or plain
     * @param role {@code viewer} (looks), {@code operator} (looks and acts) or {@code admin}
     */
    record Person(
            @NotBlank String password,

            @NotBlank @Pattern(regexp = "viewer|operator|admin", message = "must be viewer, operator or admin")
            String role) {
        @Override
        public String toString() {
            return "Person[" + role + "]";
        }
    }

    @Override
    public String toString() {
        return "LoginSettings[" + user + ", " + others.keySet() + "]";
    }
}
