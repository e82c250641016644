package io.contraflow.system;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfTokenRequestAttributeHandler;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter;

/** Who may do what: webhooks prove themselves by signature, health is open, all else needs a login. */
@Configuration
class Login {
    private static final String PAGES_LOAD =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    private static final String VIEWER = "viewer";
    private static final String OPERATOR = "operator";
    private static final String ADMIN = "admin";

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

    /** Programs: HTTP Basic with each request and no session, so there is nothing for CSRF to ride on. */
    @Bean
    @Order(2)
    SecurityFilterChain programs(HttpSecurity http, AuthenticationManager logins) throws Exception {
        http.authenticationManager(logins);
        http.securityMatcher(request ->
                        request.getServletPath().startsWith("/api/") && request.getHeader("Authorization") != null)
                .authorizeHttpRequests(Login::byRole)
                .httpBasic(Customizer.withDefaults())
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
    @Order(3)
    SecurityFilterChain routesView(HttpSecurity http, AuthenticationManager logins) throws Exception {
        http.authenticationManager(logins);
        CsrfTokenRequestAttributeHandler plain = new CsrfTokenRequestAttributeHandler();
        // Without a name the token is made with every answer, so that the cookie is there before the first post.
        plain.setCsrfRequestAttributeName(null);
        http.securityMatcher(Login::isRoutesView)
                .authorizeHttpRequests(requests -> requests.anyRequest().hasAnyRole(OPERATOR, ADMIN))
                .csrf(csrf -> csrf.csrfTokenRepository(CookieCsrfTokenRepository.withHttpOnlyFalse())
                        .csrfTokenRequestHandler(plain))
                .httpBasic(Customizer.withDefaults())
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                                request -> request.getServletPath().startsWith("/actuator/jolokia"))
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), request -> true));
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
    @Order(4)
    SecurityFilterChain people(HttpSecurity http, AuthenticationManager logins) throws Exception {
        http.authenticationManager(logins);
        http.authorizeHttpRequests(requests -> requests.requestMatchers("/login", "/console/*.css", "/console/*.svg")
                        .permitAll())
                .authorizeHttpRequests(Login::byRole)
                .formLogin(form -> form.loginPage("/login").defaultSuccessUrl("/console"))
                .httpBasic(Customizer.withDefaults())
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(PAGES_LOAD))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicyHeaderWriter.ReferrerPolicy.SAME_ORIGIN)))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                                new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                                request -> request.getServletPath().startsWith("/api/"))
                        .defaultAuthenticationEntryPointFor(
                                new LoginUrlAuthenticationEntryPoint("/login"), request -> true));
        return http.build();
    }

    /** The least role of everything: docs/access.md lists each address. */
    private static void byRole(
            AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests) {
        requests.requestMatchers("/actuator/**", "/api/backups", "/api/backups/**")
                .hasRole(ADMIN)
                .requestMatchers(HttpMethod.GET)
                .hasAnyRole(VIEWER, OPERATOR, ADMIN)
                .anyRequest()
                .hasAnyRole(OPERATOR, ADMIN);
    }

    @Bean
    PasswordEncoder passwordEncoder() {
        return new KnownLogins(PasswordEncoderFactories.createDelegatingPasswordEncoder());
    }

    @Bean
    UserDetailsService users(LoginSettings settings, PasswordEncoder encoder) {
        InMemoryUserDetailsManager users = new InMemoryUserDetailsManager();
        settings.others().forEach((name, person) -> {
            if (name.equals(settings.user())) {
                throw new IllegalStateException("contraflow.login.others." + name + " is the administrator already");
            }
            users.createUser(user(name, person.password(), person.role(), encoder));
        });
        users.createUser(user(settings.user(), settings.password(), ADMIN, encoder));
        return users;
    }

    /** One for all ways in, so that a password that is guessed on one counts on the others. */
    @Bean
    AuthenticationManager logins(UserDetailsService users, PasswordEncoder encoder, Clock clock) {
        return new ProviderManager(new LoginThrottle(users, encoder, clock));
    }

    /** A plain password is hashed once at start, so that each login is compared in the same way. */
    private static UserDetails user(String name, String password, String role, PasswordEncoder encoder) {
        String hashed = password.startsWith("{") ? password : encoder.encode(password);
        return User.withUsername(name).password(hashed).roles(role).build();
    }
}
