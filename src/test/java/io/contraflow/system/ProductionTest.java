package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.FileSystemResource;

class ProductionTest {
    private static final String STRONG = "9f2d41c07a8be35d6610";
    private static final Map<String, String> OURS = Map.ofEntries(
            Map.entry("CONTRAFLOW_LOGIN_PASSWORD", STRONG),
            Map.entry("CONTRAFLOW_CONNECTORS_SHOPIFY_BASE_URL", "https://shop.example"),
            Map.entry("CONTRAFLOW_CONNECTORS_SHOPIFY_WEBHOOK_SECRET", STRONG),
            Map.entry("CONTRAFLOW_CONNECTORS_SHOPIFY_CLIENT_ID", STRONG),
            Map.entry("CONTRAFLOW_CONNECTORS_SHOPIFY_CLIENT_SECRET", STRONG),
            Map.entry("CONTRAFLOW_CONNECTORS_NETSUITE_BASE_URL", "https://erp.example"),
            Map.entry("CONTRAFLOW_CONNECTORS_NETSUITE_ACCOUNT", "7654321"),
            Map.entry("CONTRAFLOW_CONNECTORS_NETSUITE_CONSUMER_KEY", STRONG),
            Map.entry("CONTRAFLOW_CONNECTORS_NETSUITE_CONSUMER_SECRET", STRONG),
            Map.entry("CONTRAFLOW_CONNECTORS_NETSUITE_TOKEN_ID", STRONG),
            Map.entry("CONTRAFLOW_CONNECTORS_NETSUITE_TOKEN_SECRET", STRONG),
            Map.entry("CONTRAFLOW_CONNECTORS_GORGIAS_BASE_URL", "https://desk.example"),
            Map.entry("CONTRAFLOW_CONNECTORS_GORGIAS_WEBHOOK_SECRET", STRONG),
            Map.entry("CONTRAFLOW_CONNECTORS_GORGIAS_API_KEY", STRONG),
            Map.entry("CONTRAFLOW_CONNECTORS_HAPPY_RETURNS_BASE_URL", "https://carrier.example"),
            Map.entry("CONTRAFLOW_CONNECTORS_HAPPY_RETURNS_WEBHOOK_SECRET", STRONG),
            Map.entry("CONTRAFLOW_CONNECTORS_HAPPY_RETURNS_API_KEY", STRONG));

    @Test
    void theDeliveredSettingsAreRefusedEachByItsName() {
        assertThatThrownBy(() -> check(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(
                        "contraflow.login.password (CONTRAFLOW_LOGIN_PASSWORD) is not set",
                        "contraflow.connectors.shopify.webhook-secret",
                        "contraflow.connectors.shopify.client-id",
                        "contraflow.connectors.shopify.client-secret",
                        "contraflow.connectors.shopify.base-url",
                        "contraflow.connectors.netsuite.account",
                        "contraflow.connectors.netsuite.base-url",
                        "contraflow.connectors.netsuite.consumer-key",
                        "contraflow.connectors.netsuite.consumer-secret",
                        "contraflow.connectors.netsuite.token-id",
                        "contraflow.connectors.netsuite.token-secret",
                        "contraflow.connectors.gorgias.webhook-secret",
                        "contraflow.connectors.gorgias.api-key",
                        "contraflow.connectors.gorgias.base-url",
                        "contraflow.connectors.happy-returns.webhook-secret",
                        "contraflow.connectors.happy-returns.api-key",
                        "contraflow.connectors.happy-returns.base-url");
    }

    @Test
    void settingsOfOnesOwnAreTakenFromTheEnvironment() {
        assertThatCode(() -> check(OURS)).doesNotThrowAnyException();
    }

    @Test
    void eachSettingThatIsLeftAsDeliveredIsMissed() {
        assertThatCode(() -> check(OURS)).doesNotThrowAnyException();
        OURS.keySet().forEach(name -> {
            Map<String, String> oneLess = new HashMap<>(OURS);
            oneLess.remove(name);
            assertThatThrownBy(() -> check(oneLess)).as(name).hasMessageContaining("not fit for production");
        });
    }

    @Test
    void theSandboxPasswordAShortSecretAndARunningSandboxAreRefused() {
        assertThatThrownBy(() -> check(with("CONTRAFLOW_LOGIN_PASSWORD", "sandbox")))
                .hasMessageContaining("contraflow.login.password is still that of the sandbox");
        assertThatThrownBy(() -> check(with("CONTRAFLOW_CONNECTORS_GORGIAS_WEBHOOK_SECRET", "short")))
                .hasMessageContaining("contraflow.connectors.gorgias.webhook-secret must have at least 16 characters")
                .hasMessageNotContaining("short");
        assertThatThrownBy(() -> check(with("CONTRAFLOW_SANDBOX_ENABLED", "true")))
                .hasMessageContaining("contraflow.sandbox.enabled must be false");
    }

    @Test
    void anOpenIdProviderWithoutTlsIsRefusedUnlessItIsOnThisMachine() {
        for (String address : new String[] {"http://sso.example.com/realms/staff", "sso.example.com", "no address"}) {
            assertThatThrownBy(() -> check(with("CONTRAFLOW_LOGIN_OPENID_ISSUER", address)))
                    .as(address)
                    .hasMessageContaining("contraflow.login.openid.issuer must begin with https://");
        }
        for (String address : new String[] {
            "https://sso.example.com/realms/staff",
            "http://127.0.0.1:9000",
            "http://localhost:9000",
            "http://[::1]:9000"
        }) {
            assertThatCode(() -> check(with("CONTRAFLOW_LOGIN_OPENID_ISSUER", address)))
                    .as(address)
                    .doesNotThrowAnyException();
        }
    }

    private static Map<String, String> with(String name, String value) {
        Map<String, String> changed = new HashMap<>(OURS);
        changed.put(name, value);
        return changed;
    }

    /** The delivered files below the environment, as a start with profile prod reads them. */
    private static void check(Map<String, String> variables) throws IOException {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(variables)));
        for (String file : new String[] {"application.yaml", "connectors.yaml", "channels.yaml"}) {
            PropertySource<?> first = new YamlPropertySourceLoader()
                    .load(file, new FileSystemResource(Path.of("config", file)))
                    .get(0);
            environment.getPropertySources().addLast(first);
        }
        ConfigurationPropertySources.attach(environment);
        new Production(environment).afterPropertiesSet();
    }
}
