package io.contraflow.system;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.client.ResourceAccessException;

/** Ends a login at the OpenID provider that came to nothing: no session stays, the trail and the log say why, and so does a page. */
final class RefusedByProvider implements AuthenticationFailureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedByProvider.class);
    private static final int LONGEST = 300;
    private static final String NOT_BEGUN = "authorization_request_not_found";
    private final AuditedLogins audited;

    RefusedByProvider(AuditedLogins audited) {
        this.audited = audited;
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        HttpSession session = request.getSession(false);
        // A session of somebody who is in stays: anybody can lure them to this address.
        if (session != null
                && session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) == null) {
            session.invalidate();
        }
        boolean noGroup = failure instanceof OAuth2AuthenticationException refused
                && refused.getError().getErrorCode().equals(OpenIdLogin.NO_GROUP);
        boolean away = !noGroup && causes(failure).anyMatch(RefusedByProvider::isAway);
        if (noGroup) {
            String name = ((OAuth2AuthenticationException) failure).getError().getDescription();
            audited.notLetIn(name, "no group of the provider gives a role");
        } else {
            // What nobody began anybody can send, as often as they like.
            LOG.atLevel(wasBegun(failure) ? Level.WARN : Level.DEBUG)
                    .log("a login at the OpenID provider came to nothing: {}", words(failure));
            audited.notLetIn("unknown", away ? "the provider is away" : "the provider's answer was not accepted");
        }
        response.sendRedirect("/login?refused=" + (noGroup ? "group" : away ? "away" : "answer"));
    }

    private static boolean wasBegun(AuthenticationException failure) {
        return !(failure instanceof OAuth2AuthenticationException refused)
                || !Set.of(NOT_BEGUN, OAuth2ErrorCodes.INVALID_REQUEST)
                        .contains(refused.getError().getErrorCode());
    }

    private static boolean isAway(Throwable cause) {
        return cause instanceof ProviderAway || cause instanceof ResourceAccessException;
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(10);
    }

    /** Parts of it may come from an address that anybody can call. */
    private static String words(AuthenticationException failure) {
        String words = String.valueOf(failure.getMessage()).replaceAll("[^ -~]", "?");
        return words.substring(0, Math.min(LONGEST, words.length()));
    }
}
