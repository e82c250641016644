package io.contraflow.system;

import io.contraflow.access.Accounts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Ends the session of somebody who was disabled or got another role or password since, on whichever node it is, and of somebody
 * whom the OpenID provider must be asked about again.
 */
final class EndedSessions extends OncePerRequestFilter {
    private final Accounts accounts;
    private final Clock clock;

    EndedSessions(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who != null && hasEnded(who.getPrincipal())) {
            new SecurityContextLogoutHandler().logout(request, response, who);
        }
        chain.doFilter(request, response);
    }

    private boolean hasEnded(Object principal) {
        return principal instanceof LocalUser user && !isOfNow(user)
                || principal instanceof ProviderUser came && came.endsAt().isBefore(clock.instant());
    }

    private boolean isOfNow(LocalUser user) {
        return accounts.find(user.getUsername())
                .filter(account -> account.enabled() && account.version() == user.version())
                .isPresent();
    }
}
