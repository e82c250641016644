package io.contraflow.system;

import io.contraflow.audit.AuditEntry.Result;
import io.contraflow.audit.AuditTrail;
import io.contraflow.audit.Deed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.authorization.event.AuthorizationDeniedEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Writes into the audit trail who came and went, who was not let in, and who asked for what their role may not do. Names
 * that nobody bears are not kept: people type passwords there. Of refusals only so many are written in a minute, so that
 * nobody can fill the trail.
 */
@Component
class AuditedLogins {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(AuditedLogins.class);
    private final AuditTrail trail;
    private final UserDetailsService users;
    private final Clock clock;
    private final int mostRefusals;
    private Instant windowEnds = Instant.EPOCH;
    private int refusals;

    AuditedLogins(
            AuditTrail trail,
            UserDetailsService users,
            Clock clock,
            @Value("${contraflow.audit.refusals-per-minute}") int mostRefusals) {
        this.trail = trail;
        this.users = users;
        this.clock = clock;
        this.mostRefusals = mostRefusals;
    }

    @EventListener
    void cameIn(InteractiveAuthenticationSuccessEvent event) {
        note(deed(event.getAuthentication(), "login", ""), Result.DONE);
    }

    @EventListener
    void went(LogoutSuccessEvent event) {
        note(deed(event.getAuthentication(), "logout", ""), Result.DONE);
    }

    @EventListener
    void notLetIn(AbstractAuthenticationFailureEvent event) {
        String name = event.getAuthentication().getName();
        refused(new Deed(isKnown(name) ? name : "unknown", "", way(), "login", "", ""));
    }

    /**
     * Somebody who came from the OpenID provider and was not let in.
     *
     * @param name what the provider calls them, {@code unknown} when it did not say
     */
    void notLetIn(String name, String reason) {
        refused(new Deed(name, "", "console", "login", "", reason));
    }

    /** Pages and readings that a role may not see are no attempt to change anything. */
    @EventListener
    void notAllowed(AuthorizationDeniedEvent<?> event) {
        Authentication who = event.getAuthentication().get();
        if (!(who instanceof AnonymousAuthenticationToken)
                && event.getObject() instanceof HttpServletRequest request
                && !request.getMethod().equals("GET")) {
            refused(deed(who, "denied", request.getMethod() + " " + request.getServletPath()));
        }
    }

    private boolean isKnown(String name) {
        try {
            users.loadUserByUsername(name);
            return true;
        } catch (UsernameNotFoundException | DataAccessException unknown) {
            return false;
        }
    }

    private static Deed deed(Authentication who, String action, String subject) {
        return new Deed(who.getName(), Roles.of(who), way(), action, subject, "");
    }

    private static String way() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes
                ? AuditedRequests.way(attributes.getRequest())
                : "console";
    }

    private void refused(Deed deed) {
        int unwritten = countUp();
        if (unwritten >= 0) {
            note(
                    unwritten == 0 ? deed : deed.about(deed.subject(), "and " + unwritten + " more before"),
                    Result.REFUSED);
        }
    }

    /** How many were left out since the last window; -1 if this one is to be left out. */
    private synchronized int countUp() {
        Instant now = clock.instant();
        if (now.isBefore(windowEnds)) {
            refusals++;
            return refusals <= mostRefusals ? 0 : -1;
        }
        int unwritten = Math.max(0, refusals - mostRefusals);
        windowEnds = now.plus(WINDOW);
        refusals = 1;
        return unwritten;
    }

    /** A login does not fail because the trail cannot be written; nothing can be changed without it anyhow. */
    private void note(Deed deed, Result result) {
        try {
            trail.note(deed, result);
        } catch (DataAccessException | TransactionException away) {
            LOG.warn("{} of {} could not be written into the audit trail", deed.action(), deed.actor());
        }
    }
}
