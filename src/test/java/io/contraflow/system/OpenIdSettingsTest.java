package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class OpenIdSettingsTest {
    private static final String PREFIX = "contraflow.login.openid.";
    private final ApplicationContextRunner start = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Read.class);
    private final ApplicationContextRunner whole = start.withPropertyValues(
            PREFIX + "issuer=https://sso.example.com/realms/staff",
            PREFIX + "client-id=contraflow",
            PREFIX + "client-secret=x",
            PREFIX + "groups.operator=warehouse,support",
            PREFIX + "groups.admin=it");

    @EnableConfigurationProperties(OpenIdSettings.class)
    static class Read {}

    @Test
    void withoutAnIssuerNothingElseIsNeeded() {
        start.run(context ->
                assertThat(context.getBean(OpenIdSettings.class).isOn()).isFalse());
        whole.run(context ->
                assertThat(context.getBean(OpenIdSettings.class).isOn()).isTrue());
    }

    @ParameterizedTest
    @CsvSource({"client-id,''", "client-secret,''", "scopes,profile", "name-claim,''", "groups-claim,''"})
    void whatIsMissingStopsTheStart(String setting, String value) {
        whole.withPropertyValues(PREFIX + setting + "=" + value)
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageContaining("contraflow.login.openid"));
    }

    @Test
    void withoutAnyGroupNobodyCouldComeInSoTheStartIsStopped() {
        whole.withPropertyValues(PREFIX + "groups.operator=", PREFIX + "groups.admin=")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("a group for at least one role"));
    }

    @Test
    void theHighestRoleCountsWhereverTheProviderNamesIt() {
        role("groups", Map.of("groups", List.of("everybody", "support")), "operator");
        role("groups", Map.of("groups", List.of("support", "it")), "admin");
        role("groups", Map.of("groups", "it"), "admin");
        role("realm_access.roles", Map.of("realm_access", Map.of("roles", List.of("support"))), "operator");
        role("https://example.com/groups", Map.of("https://example.com/groups", List.of("it")), "admin");
    }

    @Test
    void whatIsNoGroupOfOursGivesNoRole() {
        role("groups", Map.of(), "");
        role("groups", Map.of("groups", List.of("IT", "admin", "support ")), "");
        role("groups", Map.of("groups", Map.of("it", true)), "");
        role("groups", Map.of("groups", List.of(1, true, Map.of("name", "it"))), "");
        role("groups.it", Map.of("groups", List.of("it")), "");
    }

    private void role(String claim, Map<String, Object> claims, String role) {
        whole.withPropertyValues(PREFIX + "groups-claim=" + claim).run(context -> assertThat(
                        context.getBean(OpenIdSettings.class).role(claims).orElse(""))
                .isEqualTo(role));
    }
}
