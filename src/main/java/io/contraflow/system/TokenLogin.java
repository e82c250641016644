package io.contraflow.system;

import io.contraflow.access.ApiTokens;
import io.contraflow.access.ApiTokens.Token;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets programs in that send a token as {@code Authorization: Bearer}. */
final class TokenLogin extends OncePerRequestFilter {
    /** What tells a program from a person of the same role. */
    static final String AUTHORITY = "TOKEN";

    private static final String SCHEME = "Bearer ";
    private final ApiTokens tokens;
    private final AuthenticationEventPublisher events;

    TokenLogin(ApiTokens tokens, AuthenticationEventPublisher events) {
        this.tokens = tokens;
        this.events = events;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader("Authorization");
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            chain.doFilter(request, response);
            return;
        }
        Optional<Token> token = tokens.check(header.substring(SCHEME.length()).trim());
        if (token.isEmpty()) {
            events.publishAuthenticationFailure(
                    new BadCredentialsException("no good token"),
                    UsernamePasswordAuthenticationToken.unauthenticated("a token", ""));
            response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(
                "token:" + token.get().name(),
                "",
                List.of(
                        new SimpleGrantedAuthority("ROLE_" + token.get().role().word()),
                        new SimpleGrantedAuthority(AUTHORITY))));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }
}
