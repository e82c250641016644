package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.password.PasswordEncoder;

class KnownLoginsTest {
    private final Slow slow = new Slow();
    private final KnownLogins logins = new KnownLogins(slow);

    @Test
    void aLoginThatWasRightOnceIsNotComparedSlowlyAgain() {
        assertThat(logins.matches("sandbox", "hash of sandbox")).isTrue();
        assertThat(logins.matches("sandbox", "hash of sandbox")).isTrue();

        assertThat(slow.compared).containsExactly("sandbox");
    }

    @Test
    void aWrongPasswordIsRefusedEachTimeAndNeverRemembered() {
        assertThat(logins.matches("sandbox", "hash of sandbox")).isTrue();
        assertThat(logins.matches("sandbax", "hash of sandbox")).isFalse();
        assertThat(logins.matches("sandbax", "hash of sandbox")).isFalse();

        assertThat(slow.compared).containsExactly("sandbox", "sandbax", "sandbax");
    }

    @Test
    void aPasswordThatWasChangedIsNotRecognisedAnyMore() {
        assertThat(logins.matches("sandbox", "hash of sandbox")).isTrue();

        assertThat(logins.matches("sandbox", "hash of another")).isFalse();
    }

    private static final class Slow implements PasswordEncoder {
        private final List<String> compared = new ArrayList<>();

        @Override
        public String encode(CharSequence password) {
            return "hash of " + password;
        }

        @Override
        public boolean matches(CharSequence password, String encoded) {
            compared.add(password.toString());
            return encode(password).equals(encoded);
        }
    }
}
