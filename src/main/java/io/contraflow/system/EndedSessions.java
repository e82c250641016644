package io.contraflow.system;

import io.contraflow.access.Accounts;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.logout.SecurityContextLogoutHandler;
import org.springframework.web.filter.OncePerRequestFilter;

/** Ends the session of somebody who was disabled or got another role or password since, on whichever node it is. */
final class EndedSessions extends OncePerRequestFilter {
    private final Accounts accounts;

    EndedSessions(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication who = SecurityContextHolder.getContext().getAuthentication();
        if (who != null && who.getPrincipal() instanceof LocalUser user && !isOfNow(user)) {
            new SecurityContextLogoutHandler().logout(request, response, who);
        }
        chain.doFilter(request, response);
    }

    private boolean isOfNow(LocalUser user) {
        return accounts.find(user.getUsername())
                .filter(account -> account.enabled() && account.version() == user.version())
                .isPresent();
    }
}
