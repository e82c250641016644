package io.contraflow.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.contraflow.database.TestDatabase;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** A collector of traces sees each return from the webhook to the last delivery, and no customer. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
@ExtendWith(OutputCaptureExtension.class)
@DirtiesContext
class TracingTest {
    private static final Place PLACE = new Place();
    private static final Collector COLLECTOR = new Collector();

    private final Contraflow contraflow = PLACE.contraflow();
    private final SimulatedWorld world = PLACE.world();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
        TestDatabase.settings(registry);
        registry.add("contraflow.tracing.endpoint", COLLECTOR::endpoint);
        registry.add("contraflow.tracing.headers.authorization", () -> "Bearer secret-of-the-collector");
    }

    @AfterAll
    static void end() {
        COLLECTOR.close();
    }

    @Test
    void eachDeliveryOfAReturnIsASpanOfATraceThatBeganAtTheDoor() {
        String order = world.play("happy-path", 1).get(0);
        String id = closed(order);
        List<String> deliveries = new ArrayList<>();
        contraflow
                .web()
                .get("/api/returns/" + id)
                .get("deliveries")
                .forEach(one -> deliveries.add("deliver " + one.get("connector").asText() + "/"
                        + one.get("operation").asText()));
        assertThat(deliveries).hasSizeGreaterThan(8);

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(of(id).stream()
                        .map(Span::getName)
                        .filter(name -> name.startsWith("deliver "))
                        .toList())
                .containsAll(deliveries));

        Map<ByteString, Span> all = COLLECTOR.spans().stream().collect(Collectors.toMap(Span::getSpanId, span -> span));
        assertThat(of(id)).allSatisfy(span -> {
            Span root = root(span, all);
            assertThat(root.getName()).as("where %s began", span.getName()).startsWith("accept ");
            assertThat(root.getTraceId()).isEqualTo(span.getTraceId());
        });
        Span approval = only(of(id), "deliver netsuite/authorize-return");
        assertThat(root(approval, all).getName()).isEqualTo("accept shopify");
        assertThat(root(only(of(id), "deliver shopify/issue-refund"), all).getName())
                .isEqualTo("accept happy-returns");
        assertThat(Objects.requireNonNull(all.get(approval.getParentSpanId())).getName())
                .startsWith("event shopify/");
        assertThat(attribute(approval, "outcome")).contains("done");
        assertThat(COLLECTOR.logins()).containsOnly("Bearer secret-of-the-collector");
    }

    @Test
    void aTryThatFailsIsASpanOfItsOwnThatSaysSoWithoutACustomersWords() {
        world.fault(Map.of("system", "netsuite", "kind", "status", "status", 503, "count", 2));
        String order = world.play("happy-path", 1).get(0);
        String id = closed(order);
        String customer = contraflow
                .returnOf(order)
                .orElseThrow()
                .at("/details/order/customer/email")
                .asText();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(of(id)).anySatisfy(span -> {
                    assertThat(span.getName()).startsWith("deliver netsuite/");
                    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
                    assertThat(attribute(span, "outcome")).contains("later");
                }));
        assertThat(customer).contains("@");
        assertThat(COLLECTOR.spans().toString()).doesNotContain(customer).doesNotContain("@example");
    }

    @Test
    void aCollectorThatIsAwayIsSaidOnceAndStopsNothing(CapturedOutput log) {
        COLLECTOR.close();
        try {
            closed(world.play("happy-path", 1).get(0));
            closed(world.play("happy-path", 1).get(0));
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(log).contains("takes no traces"));
        } finally {
            COLLECTOR.startAgain();
        }
        String id = closed(world.play("happy-path", 1).get(0));
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(of(id)).isNotEmpty());
        // The collector has a trace before we have its answer.
        await().untilAsserted(() -> assertThat(log).contains("takes traces again"));

        assertThat(log.toString().split("takes no traces", -1)).hasSize(2);
        assertThat(log).doesNotContain("secret-of-the-collector");
    }

    private String closed(String order) {
        contraflow.awaitStatus(List.of(order), "CLOSED");
        return contraflow.search(order).get(0).get("id").asText();
    }

    private static List<Span> of(String returnId) {
        return COLLECTOR.spans().stream()
                .filter(span -> attribute(span, "returnId").equals(Optional.of(returnId)))
                .toList();
    }

    private static Span only(List<Span> spans, String name) {
        List<Span> found =
                spans.stream().filter(span -> span.getName().equals(name)).toList();
        assertThat(found).as(name).hasSize(1);
        return found.get(0);
    }

    private static Span root(Span span, Map<ByteString, Span> all) {
        Span at = span;
        while (!at.getParentSpanId().isEmpty()) {
            Span parent = all.get(at.getParentSpanId());
            assertThat(parent).as("parent of %s", at.getName()).isNotNull();
            at = parent;
        }
        return at;
    }

    private static Optional<String> attribute(Span span, String name) {
        return span.getAttributesList().stream()
                .filter(attribute -> attribute.getKey().equals(name))
                .map(KeyValue::getValue)
                .map(value -> value.getStringValue())
                .findFirst();
    }
}
