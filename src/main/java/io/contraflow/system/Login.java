package io.contraflow.system;

import io.contraflow.access.Accounts;
import io.contraflow.access.ApiTokens;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.stream.Stream;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationManagers;
import org.springframework.security.authorization.SpringAuthorizationEventPublisher;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandlerImpl;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;

/** Who may do what: webhooks prove themselves by signature, health is open, all else needs a login. */
@Configuration
class Login {
    private static final String PAGES_LOAD =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private static final RefusedAsProblem REFUSED = new RefusedAsProblem();

    @Bean
    @Order(1)
    SecurityFilterChain machines(HttpSecurity http) throws Exception {
        http.securityMatcher("/webhooks/**", "/actuator/health", "/actuator/health/**", "/error")
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        return http.build();
    }

    /** Programs: a token or HTTP Basic with each request and no session, so there is nothing for CSRF to ride on. */
    @Bean
    @Order(2)
    SecurityFilterChain programs(
            HttpSecurity http, AuthenticationManager logins, ApiTokens tokens, AuthenticationEventPublisher events)
            throws Exception {
        http.addFilterBefore(new TokenLogin(tokens, events), BasicAuthenticationFilter.class);
        http.authenticationManager(logins);
        http.securityMatcher(request -> isApi(request) && request.getHeader("Authorization") != null)
                .authorizeHttpRequests(Login::byRole)
                .httpBasic(basic -> basic.authenticationEntryPoint(REFUSED.asking()))
                .exceptionHandling(handling -> handling.accessDeniedHandler(REFUSED))
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        return http.build();
    }

    /**
     * Hawtio for those who act. It is a page that posts to Jolokia by script, so the token against forged requests is in
     * a cookie that the page reads.
     */
    @Bean
    @Order(4)
    SecurityFilterChain routesView(
            HttpSecurity http, AuthenticationManager logins, LoginSettings settings, Accounts accounts, Clock clock)
            throws Exception {
        http.addFilterBefore(new EndedSessions(accounts, clock), AnonymousAuthenticationFilter.class);
        http.authenticationManager(logins);
        CsrfTokenRequestAttributeHandler plain = new CsrfTokenRequestAttributeHandler();
        // Without a name the token is made with every answer, so that the cookie is there before the first post.
        plain.setCsrfRequestAttributeName(null);
        http.securityMatcher(Login::isRoutesView)
                .authorizeHttpRequests(requests -> requests.anyRequest().hasAnyRole(Roles.OPERATOR, Roles.ADMIN))
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(plain))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                                request -> request.getServletPath().startsWith("/actuator/jolokia"))
                        .defaultAuthenticationEntryPointFor(toLogin(), request -> true));
        if (settings.local()) {
            http.httpBasic(Customizer.withDefaults());
        }
        return http.build();
    }

    /** By the path itself: Hawtio forwards what it does not serve, and a forward has no pattern of a controller. */
    private static boolean isRoutesView(HttpServletRequest request) {
        return Stream.of("/hawtio", "/actuator/hawtio", "/actuator/jolokia")
                .anyMatch(path -> request.getServletPath().equals(path)
                        || request.getServletPath().startsWith(path + "/"));
    }

    /** People: a form and a session. Pages load nothing from elsewhere and run no script of their text. */
    @Bean
    @Order(5)
    SecurityFilterChain people(
            HttpSecurity http,
            AuthenticationManager logins,
            LoginSettings settings,
            OpenIdSettings provider,
            Accounts accounts,
            Clock clock)
            throws Exception {
        if (!settings.local() && !provider.isOn()) {
            throw new IllegalStateException("nobody could log in: contraflow.login.local is false, and"
                    + " contraflow.login.openid.issuer names no OpenID provider");
        }
        http.addFilterBefore(new EndedSessions(accounts, clock), AnonymousAuthenticationFilter.class);
        http.authenticationManager(logins);
        http.authorizeHttpRequests(requests -> requests.requestMatchers("/login", "/console/*.css", "/console/*.svg")
                        .permitAll())
                .authorizeHttpRequests(Login::byRole)
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(PAGES_LOAD))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN)))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(REFUSED, Login::isApi)
                        .defaultAuthenticationEntryPointFor(toLogin(), request -> true)
                        .defaultAccessDeniedHandlerFor(REFUSED, Login::isApi)
                        .defaultAccessDeniedHandlerFor(new AccessDeniedHandlerImpl(), request -> true));
        if (settings.local()) {
            http.formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/console"))
                    .httpBasic(Customizer.withDefaults());
        } else {
            http.logout(logout -> logout.logoutSuccessUrl("/login?logout"));
        }
        return http.build();
    }

    /** By a relative address, so that no name of a host that a request claims gets into it. */
    static LoginUrlAuthenticationEntryPoint toLogin() {
        LoginUrlAuthenticationEntryPoint toLogin = new LoginUrlAuthenticationEntryPoint("/login");
        toLogin.setFavorRelativeUris(true);
        return toLogin;
    }

    private static boolean isApi(HttpServletRequest request) {
        return request.getServletPath().startsWith("/api/");
    }

    /** The least role of everything: docs/access.md lists each address. */
    private static void byRole(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers("/actuator/**", "/api/backups/**", "/api/audit/**", "/console/audit/**")
                .hasRole(Roles.ADMIN)
                // A token that could make users or tokens would outlive its end.
                .requestMatchers("/api/users/**", "/api/tokens/**", "/console/users/**")
                .access(AuthorizationManagers.allOf(
                        AuthorityAuthorizationManager.hasRole(Roles.ADMIN),
                        AuthorizationManagers.not(AuthorityAuthorizationManager.hasAuthority(TokenLogin.AUTHORITY))))
                .requestMatchers("/api/me/**", "/console/me/**", "/api/views/**", "/console/views/**")
                .hasAnyRole(Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN)
                .requestMatchers(HttpMethod.GET)
                .hasAnyRole(Roles.VIEWER, Roles.OPERATOR, Roles.ADMIN)
                .anyRequest()
                .hasAnyRole(Roles.OPERATOR, Roles.ADMIN);
    }

    /** Besides what Spring refuses: NUL, which no name or text has and PostgreSQL does not take. */
    @Bean
    HttpFirewall wellFormed() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedParameterValues(value -> value == null || value.indexOf('\0') < 0);
        return firewall;
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new KnownLogins(PasswordEncoderFactories.createDelegatingPasswordEncoder());
    }

    /** One for all ways in, so that a password that is guessed on one counts on the others. */
    @Bean
    AuthenticationManager logins(
            UserDetailsService users, PasswordEncoder encoder, Clock clock, AuthenticationEventPublisher events) {
        ProviderManager logins = new ProviderManager(new LoginThrottle(users, encoder, clock));
        logins.setAuthenticationEventPublisher(events);
        return logins;
    }

    /** Lets the audit trail know who asked for what they may not do. */
    @Bean
    AuthorizationEventPublisher refusals(ApplicationEventPublisher events) {
        return new SpringAuthorizationEventPublisher(events);
    }
}
