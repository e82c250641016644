package io.contraflow.system;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.contraflow.story.Browser;
import io.contraflow.story.Web;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.oauth2.server.authorization.config.annotation.web.configurers.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;

/** A real OpenID provider, Spring Authorization Server, on a port of its own. It can be told to say what it must not. */
final class OpenIdServer implements AutoCloseable {
    static final String CLIENT = "contraflow";
    static final String SECRET = "a secret that the provider gave";
    private final int port;
    private final Mischief mischief = new Mischief();
    private final ConfigurableApplicationContext running;

    /** @param callback where it sends people back to */
    OpenIdServer(int port, String callback) {
        this.port = port;
        running = new SpringApplicationBuilder(Provider.class)
                .initializers(
                        context -> ((GenericApplicationContext) context).registerBean(Mischief.class, () -> mischief))
                .run(
                        "--spring.config.name=none",
                        "--spring.main.banner-mode=off",
                        "--server.address=127.0.0.1",
                        "--server.port=" + port,
                        "--callback=" + callback,
                        "--issuer=" + issuer(port));
    }

    static String issuer(int port) {
        return "http://127.0.0.1:" + port;
    }

    /** What an ID token says that is not so. */
    enum Lie {
        NONE,
        EXPIRED,
        FOR_ANOTHER_CLIENT,
        OF_ANOTHER_ISSUER,
        OF_ANOTHER_LOGIN,
        SIGNED_BY_ANOTHER_KEY,
        SIGNED_BY_THE_SHARED_SECRET,
        NOT_SIGNED,
        WITHOUT_A_NAME
    }

    static final class Mischief {
        private volatile Lie lie = Lie.NONE;
    }

    void tells(Lie lie) {
        mischief.lie = lie;
    }

    /** Somebody whose only group is that; goes through the login there and answers where it sends them. */
    URI loginAs(String group, String address) {
        Browser there = new Browser(URI.create(issuer(port)));
        there.login(group, group);
        Web.Answer answer = there.get(address);
        if (answer.status() != 302) {
            throw new AssertionError("the provider answered " + answer.status() + " " + answer.body());
        }
        return URI.create(answer.headers().get("location").get(0));
    }

    @Override
    public void close() {
        running.close();
    }

    /** No {@code @Configuration}: the application of the tests would find it and be a provider itself. */
    @EnableWebSecurity
    @ImportAutoConfiguration({
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    static class Provider {
        private final RSAKey key = key();
        private final RSAKey otherKey = key();

        private static RSAKey key() {
            try {
                return new RSAKeyGenerator(2048).keyID("key").generate();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }

        @Bean
        SecurityFilterChain endpoints(HttpSecurity http) throws Exception {
            OAuth2AuthorizationServerConfigurer server = OAuth2AuthorizationServerConfigurer.authorizationServer();
            return http.with(server, it -> it.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(any -> any.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .oauth2ResourceServer(resource -> resource.jwt(Customizer.withDefaults()))
                    .build();
        }

        @Bean
        UserDetailsService people() {
            return group -> User.withUsername(group).password("{noop}" + group).build();
        }

        @Bean
        AuthorizationServerSettings settings(Environment environment) {
            return AuthorizationServerSettings.builder()
                    .issuer(environment.getRequiredProperty("issuer"))
                    .build();
        }

        @Bean
        RegisteredClientRepository clients(Environment environment) {
            return new InMemoryRegisteredClientRepository(RegisteredClient.withId(CLIENT)
                    .clientId(CLIENT)
                    .clientSecret("{noop}" + SECRET)
                    .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                    .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                    .redirectUri(environment.getRequiredProperty("callback"))
                    .scope("openid")
                    .scope("profile")
                    .clientSettings(
                            ClientSettings.builder().requireProofKey(true).build())
                    .build());
        }

        @Bean
        JWKSource<SecurityContext> keys() {
            return new ImmutableJWKSet<>(new JWKSet(key));
        }

        @Bean
        JwtDecoder decoder(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims(Mischief mischief) {
            return context -> {
                if (!context.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
                    return;
                }
                String group = context.getPrincipal().getName();
                context.getClaims()
                        .claim("preferred_username", "anna-" + group)
                        .claim("realm_access", Map.of("roles", List.of("everybody", group)));
                switch (mischief.lie) {
                    case EXPIRED ->
                        context.getClaims()
                                .issuedAt(Instant.now().minusSeconds(7_200))
                                .expiresAt(Instant.now().minusSeconds(3_600));
                    case FOR_ANOTHER_CLIENT -> context.getClaims().audience(List.of("another"));
                    case OF_ANOTHER_ISSUER -> context.getClaims().issuer("http://127.0.0.1:1");
                    case OF_ANOTHER_LOGIN -> context.getClaims().claim("nonce", "of another login");
                    case WITHOUT_A_NAME -> context.getClaims().claims(all -> all.remove("preferred_username"));
                    default -> {
                        // The signature is what is wrong, if anything.
                    }
                }
            };
        }

        @Bean
        JwtEncoder encoder(JWKSource<SecurityContext> keys, Mischief mischief) {
            JwtEncoder honest = new NimbusJwtEncoder(keys);
            JwtEncoder forger = new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(otherKey)));
            return parameters -> {
                Jwt said = honest.encode(parameters);
                // Access tokens have a scope and are looked at by the provider alone.
                if (said.hasClaim("scope")) {
                    return said;
                }
                return switch (mischief.lie) {
                    case SIGNED_BY_ANOTHER_KEY -> forger.encode(parameters);
                    case NOT_SIGNED -> with(said, new PlainJWT(claims(said)).serialize());
                    case SIGNED_BY_THE_SHARED_SECRET -> with(said, signedBySecret(claims(said)));
                    default -> said;
                };
            };
        }

        private static Jwt with(Jwt said, String token) {
            return Jwt.withTokenValue(token)
                    .headers(all -> all.putAll(said.getHeaders()))
                    .claims(all -> all.putAll(said.getClaims()))
                    .build();
        }

        private static JWTClaimsSet claims(Jwt said) {
            JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
            said.getClaims()
                    .forEach((name, value) -> claims.claim(name, value instanceof Instant at ? Date.from(at) : value));
            return claims.build();
        }

        private static String signedBySecret(JWTClaimsSet claims) {
            try {
                SignedJWT token = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).build(), claims);
                token.sign(new MACSigner((SECRET + SECRET).getBytes(StandardCharsets.UTF_8)));
                return token.serialize();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
