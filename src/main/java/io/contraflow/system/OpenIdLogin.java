package io.contraflow.system;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnExpression;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.userinfo.DefaultOAuth2UserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.client.web.DefaultOAuth2AuthorizationRequestResolver;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestCustomizers;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** People log in at an OpenID provider, where one is configured: by authorization code with PKCE, state and nonce. */
@Configuration
@ConditionalOnExpression("!'${contraflow.login.openid.issuer}'.isBlank()")
class OpenIdLogin {
    static final String NO_GROUP = "no_group";
    private static final String NO_NAME = "no_name";
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,50}");

    /** Where the login at the provider begins and ends; who is in has the same session as everybody else. */
    @Bean
    @Order(3)
    SecurityFilterChain provider(
            HttpSecurity http,
            OpenIdSettings settings,
            @Value("${contraflow.public-url}") String publicUrl,
            AuditedLogins audited,
            Clock clock)
            throws Exception {
        RestTemplate rest = new RestTemplate(timed(settings));
        OpenIdProvider provider = new OpenIdProvider(settings, publicUrl.replaceAll("/+$", ""), rest, clock);
        DefaultOAuth2AuthorizationRequestResolver requests = new DefaultOAuth2AuthorizationRequestResolver(
                provider, OAuth2AuthorizationRequestRedirectFilter.DEFAULT_AUTHORIZATION_REQUEST_BASE_URI);
        requests.setAuthorizationRequestCustomizer(OAuth2AuthorizationRequestCustomizers.withPkce());
        RefusedByProvider refused = new RefusedByProvider(audited);
        http.securityMatcher("/oauth2/authorization/*", "/login/oauth2/code/*")
                .authorizeHttpRequests(any -> any.anyRequest().denyAll())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(Login.toLogin()))
                .oauth2Login(login -> login.loginPage("/login")
                        .defaultSuccessUrl("/console")
                        .clientRegistrationRepository(provider)
                        .authorizedClientRepository(new NoTokensKept())
                        .authorizationEndpoint(begin -> begin.authorizationRequestResolver(requests))
                        .tokenEndpoint(tokens -> tokens.accessTokenResponseClient(tokens(settings)))
                        .userInfoEndpoint(info -> info.oidcUserService(users(settings, rest, clock)))
                        .failureHandler(refused)
                        .withObjectPostProcessor(new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                            @Override
                            public <F extends OAuth2AuthorizationRequestRedirectFilter> F postProcess(F filter) {
                                filter.setAuthenticationFailureHandler(refused);
                                return filter;
                            }
                        }));
        return http.build();
    }

    private static JdkClientHttpRequestFactory timed(OpenIdSettings settings) {
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(settings.timeout()).build());
        factory.setReadTimeout(settings.timeout());
        return factory;
    }

    private static RestClientAuthorizationCodeTokenResponseClient tokens(OpenIdSettings settings) {
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(timed(settings))
                .messageConverters(converters -> {
                    converters.clear();
                    converters.add(new FormHttpMessageConverter());
                    converters.add(new OAuth2AccessTokenResponseHttpMessageConverter());
                })
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        return tokens;
    }

    /** Looks at signature, issuer, audience and time of what the provider says. Spring's own would wait for its keys without end. */
    @Bean
    JwtDecoderFactory<ClientRegistration> providersWord(OpenIdSettings settings) {
        RestTemplate rest = new RestTemplate(timed(settings));
        return provider -> {
            NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                            provider.getProviderDetails().getJwkSetUri())
                    .jwsAlgorithms(algorithms -> algorithms.addAll(OpenIdProvider.algorithms(provider)))
                    .restOperations(rest)
                    .build();
            decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                    new JwtTimestampValidator(), new OidcIdTokenValidator(provider)));
            return decoder;
        };
    }

    /** Who comes without a group of ours is not let in. */
    private static OAuth2UserService<OidcUserRequest, OidcUser> users(
            OpenIdSettings settings, RestTemplate rest, Clock clock) {
        DefaultOAuth2UserService info = new DefaultOAuth2UserService();
        RestTemplate forInfo = new RestTemplate(rest.getRequestFactory());
        forInfo.setErrorHandler(new OAuth2ErrorResponseErrorHandler());
        info.setRestOperations(forInfo);
        OidcUserService users = new OidcUserService();
        users.setOauth2UserService(info);
        return request -> {
            OidcUser user = users.loadUser(request);
            Map<String, Object> claims = user.getClaims();
            String name = settings.name(claims)
                    .filter(one -> NAME.matcher(one).matches())
                    .orElseThrow(() -> new OAuth2AuthenticationException(new OAuth2Error(
                            NO_NAME,
                            "the claim " + settings.nameClaim() + " is missing or no name of at most 50 characters",
                            null)));
            Optional<String> role = settings.role(claims);
            return new ProviderUser(
                    name,
                    role.orElseThrow(() -> new OAuth2AuthenticationException(
                            new OAuth2Error(NO_GROUP, ProviderUser.PREFIX + name, null))),
                    user.getIdToken(),
                    user.getUserInfo(),
                    clock.instant().plus(settings.longestSession()));
        };
    }
}
