package io.contraflow.system;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The OpenID provider at which people log in.
 *
 * @param issuer its address; empty for none
 * @param clientId what it calls Contraflow
 * @param clientSecret what Contraflow proves itself with
 * @param name how people call it
 * @param scopes what it is asked for; {@code openid} must be among them
 * @param nameClaim what people are called; dots lead into an object
 * @param groupsClaim the groups or roles that somebody has; dots lead into an object
 * @param groups whose members have which role
 * @param longestSession after which somebody logs in again, however busy the session is
 * @param timeout longest wait for one answer of the provider
 */
@Validated
@ConfigurationProperties("contraflow.login.openid")
record OpenIdSettings(
        @DefaultValue("") String issuer,
        @DefaultValue("") String clientId,
        @DefaultValue("") String clientSecret,
        @DefaultValue("your organisation") @NotBlank String name,
        @DefaultValue({"openid", "profile"}) Set<String> scopes,
        @DefaultValue("preferred_username") @NotBlank String nameClaim,
        @DefaultValue("groups") @NotBlank String groupsClaim,
        @DefaultValue Groups groups,
        @DefaultValue("12h") Duration longestSession,
        @DefaultValue("5s") Duration timeout) {

    /**
     * Names of groups, by the role that they give.
     *
     * @param viewer those who look
     * @param operator those who act
     * @param admin those who look after Contraflow itself
     */
    record Groups(
            @DefaultValue List<String> viewer,
            @DefaultValue List<String> operator,
            @DefaultValue List<String> admin) {

        private List<String> of(String role) {
            return switch (role) {
                case Roles.VIEWER -> viewer;
                case Roles.OPERATOR -> operator;
                default -> admin;
            };
        }
    }

    /** Whether there is one. */
    boolean isOn() {
        return !issuer.isBlank();
    }

    @AssertTrue(
            message =
                    "the issuer needs a client-id, a client-secret, the scope openid and a group for at least one role")
    boolean isWhole() {
        return !isOn()
                || !clientId.isBlank()
                        && !clientSecret.isBlank()
                        && scopes.contains("openid")
                        && Roles.ALL.stream().anyMatch(role -> !groups.of(role).isEmpty());
    }

    /** Whether nobody on the way can read or change what the provider says: by TLS, or because it is on this machine. */
    static boolean isSafe(String address) {
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException none) {
            return false;
        }
        return "https".equals(uri.getScheme())
                || "http".equals(uri.getScheme())
                        && uri.getHost() != null
                        && Set.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
    }

    /** The highest role that what the provider says of somebody gives; empty without one. */
    Optional<String> role(Map<String, Object> claims) {
        Set<String> held = texts(found(claims, groupsClaim)).collect(Collectors.toSet());
        return Roles.ALL.stream()
                .filter(role -> groups.of(role).stream().anyMatch(held::contains))
                .findFirst();
    }

    /** What the provider calls somebody; empty when it is missing. */
    Optional<String> name(Map<String, Object> claims) {
        return texts(found(claims, nameClaim)).findFirst();
    }

    private static Stream<String> texts(@Nullable Object value) {
        return value instanceof Collection<?> several
                ? several.stream().flatMap(OpenIdSettings::texts)
                : value instanceof String text && !text.isBlank() ? Stream.of(text) : Stream.empty();
    }

    /** A claim of that name, also one with dots in its name, or a field within one. */
    private static @Nullable Object found(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        int dot = path.indexOf('.');
        return dot > 0 && claims.get(path.substring(0, dot)) instanceof Map<?, ?> within
                ? found(within, path.substring(dot + 1))
                : null;
    }

    @Override
    public String toString() {
        return "OpenIdSettings[" + issuer + "]";
    }
}
