package io.contraflow.system;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Lets nobody guess passwords: after {@value #MOST} wrong ones for a login from one address, further tries from there are
 * refused for a while, also the right one. The answer is the same as to a wrong password, so that it tells nothing.
 */
final class LoginThrottle extends DaoAuthenticationProvider {
    static final int MOST = 10;
    static final Duration PAUSE = Duration.ofMinutes(5);
    private static final int LARGEST = 10_000;
    private final Map<String, Misses> misses = new ConcurrentHashMap<>();
    private final Clock clock;

    LoginThrottle(UserDetailsService users, PasswordEncoder encoder, Clock clock) {
        super(users);
        setPasswordEncoder(encoder);
        this.clock = clock;
    }

    private record Misses(int count, Instant until) {}

    @Override
    public Authentication authenticate(Authentication login) {
        String who = key(login);
        Instant now = clock.instant();
        Misses known = misses.get(who);
        if (known != null && known.count() >= MOST && now.isBefore(known.until())) {
            throw new BadCredentialsException("Bad credentials");
        }
        try {
            Authentication right = super.authenticate(login);
            misses.remove(who);
            return right;
        } catch (InternalAuthenticationServiceException noDatabase) {
            throw noDatabase;
        } catch (AuthenticationException wrong) {
            miss(who, now);
            throw wrong;
        }
    }

    private void miss(String who, Instant now) {
        if (misses.size() > LARGEST) {
            misses.values().removeIf(one -> now.isAfter(one.until()));
        }
        misses.merge(
                who,
                new Misses(1, now.plus(PAUSE)),
                (old, one) -> now.isAfter(old.until()) ? one : new Misses(old.count() + 1, one.until()));
    }

    private static String key(Authentication login) {
        String address =
                login.getDetails() instanceof WebAuthenticationDetails details ? details.getRemoteAddress() : "";
        return address + " " + login.getName();
    }
}
