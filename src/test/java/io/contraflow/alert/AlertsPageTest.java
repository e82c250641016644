package io.contraflow.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contraflow.exception.ExceptionKind;
import io.contraflow.mapping.FencedBlocks;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySourcesPropertyResolver;
import org.springframework.core.io.ByteArrayResource;

class AlertsPageTest {
    private static final Path PAGE = Path.of("docs/alerts.md");

    @Test
    void theExampleOfThePageSendsWhatItSays() throws IOException {
        AlertSettings settings =
                settings(FencedBlocks.of(PAGE, "alerts-example").get(0).text());

        assertThat(settings.throttle()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.rulesFor(ExceptionKind.REFUND_FAILED, "finance", "shop-de"))
                .extracting(AlertSettings.Rule::id)
                .containsExactly("everything", "money");
        assertThat(settings.rulesFor(ExceptionKind.DRIFT, "finance", null))
                .extracting(AlertSettings.Rule::id)
                .containsExactly("everything");
        assertThat(settings.severity(ExceptionKind.DRIFT)).isEqualTo(Severity.CRITICAL);
        assertThat(settings.rulesFor(ExceptionKind.POLICY_REVIEW, "review", "shop-at"))
                .extracting(AlertSettings.Rule::id)
                .containsExactly("reviews");
        assertThat(settings.rulesFor(ExceptionKind.POLICY_REVIEW, "review", "shop-de"))
                .isEmpty();
    }

    @Test
    void thePageNamesTheUsualSeverityOfEveryKind() throws IOException {
        String page = Files.readString(PAGE);
        for (ExceptionKind kind : ExceptionKind.values()) {
            assertThat(page).contains("| `" + kind + "` | " + Severity.usual(kind) + " |");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            receivers: {a: {type: mail}}                                   | the receiver a needs to: a mail address
            receivers: {a: {type: slack, url: 'file:/etc/hosts'}}          | the receiver a needs url: an http or https address
            receivers: {a: {type: webhook, url: 'http://h/', secret: x}}   | the receiver a needs a secret of at least 16 characters
            rules: [{id: r, send-to: [nobody]}]                            | rule r sends to nobody, who is no receiver
            """)
    void aMistakeIsNamed(String text, String message) {
        assertThatThrownBy(() -> settings("contraflow: {alerts: {" + text + "}}"))
                .rootCause()
                .hasMessage(message);
    }

    private static AlertSettings settings(String yaml) throws IOException {
        MutablePropertySources sources = new MutablePropertySources();
        new YamlPropertySourceLoader()
                .load("page", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))
                .forEach(sources::addLast);
        Binder binder = new Binder(
                ConfigurationPropertySources.from(sources),
                value -> value instanceof String text
                        ? new PropertySourcesPropertyResolver(sources).resolvePlaceholders(text)
                        : value);
        return binder.bindOrCreate("contraflow.alerts", AlertSettings.class);
    }
}
