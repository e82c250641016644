package io.contraflow.system;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/** Who may do what: webhooks prove themselves by signature, health is open, all else needs a login. */
@Configuration
class Login {
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
    SecurityFilterChain programs(HttpSecurity http) throws Exception {
        http.securityMatcher(request ->
                        request.getServletPath().startsWith("/api/") && request.getHeader("Authorization") != null)
                .authorizeHttpRequests(requests -> requests.requestMatchers(HttpMethod.GET)
                        .hasAnyRole(VIEWER, OPERATOR, ADMIN)
                        .anyRequest()
                        .hasAnyRole(OPERATOR, ADMIN))
                .httpBasic(Customizer.withDefaults())
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        return http.build();
    }

    /** People: a form and a session. */
    @Bean
    @Order(3)
    SecurityFilterChain people(HttpSecurity http) throws Exception {
        http.authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/**")
                        .hasRole(ADMIN)
                        .requestMatchers(HttpMethod.GET)
                        .hasAnyRole(VIEWER, OPERATOR, ADMIN)
                        .anyRequest()
                        .hasAnyRole(OPERATOR, ADMIN))
                .formLogin(Customizer.withDefaults())
                .httpBasic(Customizer.withDefaults())
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                        new HttpStatusEntryPoint(HttpStatus.UNAUTHORIZED),
                        request -> request.getServletPath().startsWith("/api/")));
        return http.build();
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

    /** A plain password is hashed once at start, so that each login is compared in the same way. */
    private static UserDetails user(String name, String password, String role, PasswordEncoder encoder) {
        String hashed = password.startsWith("{") ? password : encoder.encode(password);
        return User.withUsername(name).password(hashed).roles(role).build();
    }
}
