package io.contraflow.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.story.RunningTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;

/** Lines of the log as {@code logging.structured.format.console} writes them. */
class StructuredLogTest extends RunningTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Logger ours = logback.getLogger("io.contraflow");
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();

    @Autowired
    Environment environment;

    @BeforeEach
    void listen() {
        logback.putObject(Environment.class.getName(), environment);
    }

    private void write(String format) {
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(logback);
        encoder.setFormat(format);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        appender.setContext(logback);
        appender.setEncoder(encoder);
        appender.setOutputStream(written);
        appender.start();
        ours.addAppender(appender);
    }

    @AfterEach
    void stop() {
        ours.detachAppender(appender);
        appender.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logstash", "ecs"})
    void aLineOfATroubledDeliverySaysWhichReturnAndConnectorItIsAbout(String format) {
        write(format);
        world.fault(Map.of("system", "gorgias", "kind", "status", "status", 503, "count", 2));

        String order = world.play("happy-path", 1).get(0);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(contraflow.statusOf(order)).isEqualTo("CLOSED"));

        JsonNode whole = contraflow.returnOf(order).orElseThrow();
        assertThat(lines())
                .filteredOn(line -> line.path("returnId")
                        .asText()
                        .equals(whole.at("/details/id").asText()))
                .anySatisfy(line -> {
                    assertThat(line.get("message").asText()).contains("answered 503");
                    assertThat(line.get("connector").asText()).isEqualTo("gorgias");
                    assertThat(line.get("operation").asText()).isNotBlank();
                });
        assertThat(written.toString(StandardCharsets.UTF_8))
                .as("nothing of the customer")
                .doesNotContain(personal(whole));
    }

    @Test
    void whatAThreadWorkedOnBeforeIsNotInItsNextLines() {
        assertThat(MDC.get("returnId")).isNull();
        io.contraflow.journal.LogContext.isAbout(java.util.UUID.randomUUID());
        assertThat(MDC.get("returnId")).as("outside of an entry").isNull();
    }

    private static List<String> personal(JsonNode whole) {
        JsonNode customer = whole.at("/details/order/customer");
        List<String> personal = Stream.of("email", "name", "phone")
                .map(field -> customer.path(field).asText())
                .filter(text -> text.length() > 3)
                .collect(Collectors.toList());
        assertThat(personal).isNotEmpty();
        return personal;
    }

    private List<JsonNode> lines() {
        return written.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException e) {
                        throw new IllegalStateException(line, e);
                    }
                })
                .toList();
    }
}
