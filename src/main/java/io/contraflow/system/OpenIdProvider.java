package io.contraflow.system;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestOperations;

/**
 * The provider as it describes itself. It is asked when the first person wants to log in there, so that Contraflow starts and
 * goes on while it is away.
 */
final class OpenIdProvider implements ClientRegistrationRepository {
    /** What the provider is called in the addresses of the login. */
    static final String ID = "openid";

    private static final Duration NOT_ASKED_AGAIN_FOR = Duration.ofSeconds(2);
    private static final List<String> ENDPOINTS =
            List.of("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint");
    private static final ParameterizedTypeReference<Map<String, Object>> DESCRIPTION =
            new ParameterizedTypeReference<>() {};
    private final OpenIdSettings settings;
    private final String publicUrl;
    private final RestOperations http;
    private final Clock clock;
    private volatile @Nullable ClientRegistration known;
    private Instant awayUntil = Instant.EPOCH;

    /** @param publicUrl where people reach Contraflow */
    OpenIdProvider(OpenIdSettings settings, String publicUrl, RestOperations http, Clock clock) {
        this.settings = settings;
        this.publicUrl = publicUrl;
        this.http = http;
        this.clock = clock;
    }

    /** @throws ProviderAway if it cannot be asked now, or describes itself as it must not */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!id.equals(ID)) {
            return null;
        }
        ClientRegistration provider = known;
        return provider == null ? ask() : provider;
    }

    /** One at a time; whoever waited does not ask again at once what was just in vain. */
    private synchronized ClientRegistration ask() {
        ClientRegistration provider = known;
        if (provider != null) {
            return provider;
        }
        if (clock.instant().isBefore(awayUntil)) {
            throw new ProviderAway("it could not be reached a moment ago", null);
        }
        try {
            provider = described();
            known = provider;
            return provider;
        } catch (ProviderAway away) {
            awayUntil = clock.instant().plus(NOT_ASKED_AGAIN_FOR);
            throw away;
        }
    }

    private ClientRegistration described() {
        String issuer = settings.issuer().replaceAll("/+$", "");
        Map<String, Object> description;
        try {
            description = http.exchange(
                            issuer + "/.well-known/openid-configuration",
                            org.springframework.http.HttpMethod.GET,
                            null,
                            DESCRIPTION)
                    .getBody();
        } catch (RestClientException away) {
            throw new ProviderAway("it does not describe itself at its address", away);
        }
        if (description == null || !settings.issuer().equals(description.get("issuer"))) {
            throw new ProviderAway("it names another issuer than contraflow.login.openid.issuer", null);
        }
        if (settings.issuer().startsWith("https:")
                && ENDPOINTS.stream()
                        .map(description::get)
                        .anyMatch(endpoint ->
                                endpoint != null && !endpoint.toString().startsWith("https:"))) {
            throw new ProviderAway("it names an endpoint without TLS", null);
        }
        try {
            return ClientRegistrations.fromOidcConfiguration(description)
                    .registrationId(ID)
                    .clientId(settings.clientId())
                    .clientSecret(settings.clientSecret())
                    .clientName(settings.name())
                    .scope(settings.scopes())
                    .redirectUri(publicUrl + "/login/oauth2/code/" + ID)
                    .build();
        } catch (IllegalArgumentException lacking) {
            throw new ProviderAway("its description lacks something: " + lacking.getMessage(), lacking);
        }
    }

    /** With which of the algorithms that prove who signed it signs; never with none or with a shared secret. */
    static Set<SignatureAlgorithm> algorithms(ClientRegistration provider) {
        Object named =
                provider.getProviderDetails().getConfigurationMetadata().get("id_token_signing_alg_values_supported");
        Set<SignatureAlgorithm> known = named instanceof List<?> names
                ? Stream.of(SignatureAlgorithm.values())
                        .filter(one -> names.contains(one.getName()))
                        .collect(Collectors.toSet())
                : Set.of();
        return known.isEmpty() ? Set.of(SignatureAlgorithm.RS256) : known;
    }
}
