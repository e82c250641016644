package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Somebody who tries one password after the other. */
class LoginThrottleTest {
    private final PasswordEncoder encoder = PasswordEncoderFactories.createDelegatingPasswordEncoder();
    private final Watch watch = new Watch();
    private final LoginThrottle throttle = new LoginThrottle(
            new InMemoryUserDetailsManager(User.withUsername("anna")
                    .password("{noop}right")
                    .roles("viewer")
                    .build()),
            encoder,
            watch);

    @Test
    void afterTenWrongPasswordsEvenTheRightOneIsRefusedForAWhile() {
        for (int i = 0; i < LoginThrottle.MOST; i++) {
            assertRefused("anna", "wrong" + i, "10.0.0.1");
        }
        assertRefused("anna", "right", "10.0.0.1");
        assertThat(logsIn("anna", "right", "10.0.0.2")).as("from elsewhere").isTrue();

        watch.now = watch.now.plus(LoginThrottle.PAUSE).plusSeconds(1);

        assertThat(logsIn("anna", "right", "10.0.0.1")).isTrue();
    }

    @Test
    void whoMistypesAndThenGetsItRightBeginsAnew() {
        for (int i = 0; i < 3 * LoginThrottle.MOST; i++) {
            assertRefused("anna", "wrong", "10.0.0.3");
            assertThat(logsIn("anna", "right", "10.0.0.3")).isTrue();
        }
    }

    @Test
    void theAnswerDoesNotTellWhoExists() {
        assertThatThrownBy(() -> logsIn("nobody", "any", "10.0.0.4"))
                .isInstanceOf(BadCredentialsException.class)
                .hasMessage("Bad credentials");
        assertRefused("anna", "any", "10.0.0.4");
    }

    private void assertRefused(String name, String password, String address) {
        assertThatThrownBy(() -> logsIn(name, password, address))
                .isInstanceOf(BadCredentialsException.class)
                .hasMessage("Bad credentials");
    }

    private boolean logsIn(String name, String password, String address) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        var login = UsernamePasswordAuthenticationToken.unauthenticated(name, password);
        login.setDetails(new WebAuthenticationDetails(request));
        return throttle.authenticate(login).isAuthenticated();
    }

    private static final class Watch extends Clock {
        private Instant now = Instant.parse("2026-11-27T00:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.plus(Duration.ZERO);
        }
    }
}
