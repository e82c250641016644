package io.contraflow.story;

import io.contraflow.Scratch;
import io.contraflow.database.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.test.autoconfigure.actuate.observability.AutoConfigureObservability;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * The whole application with its sandbox, on free ports and an empty database; started once for all tests that extend
 * it. Each test begins with no faults, and tells its own returns from those of others by their order.
 */
@AutoConfigureObservability(tracing = false)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
public abstract class RunningTest {
    private static final Place PLACE = new Place();
    protected static final int PORT = PLACE.port();
    /** A storefront that leads to no other system. */
    protected static final String SILENT_CHANNEL = SilentChannel.NAME;

    /** Speaks to Contraflow's API. */
    protected final Contraflow contraflow = PLACE.contraflow();

    /** Speaks to the sandbox. */
    protected final SimulatedWorld world = PLACE.world();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        PLACE.settings(registry);
        TestDatabase.settings(registry);
        registry.add("contraflow.mappings-dir", MAPPINGS::toString);
        registry.add("contraflow.policies-dir", POLICIES::toString);
        // Tests of what is refused must not silence each other.
        registry.add("contraflow.audit.refusals-per-minute", () -> 100_000);
        registry.add("contraflow.connectors.shopify.webhook-secret-before", () -> "secret-until-the-change");
        registry.add("contraflow.channels." + SilentChannel.NAME + ".policy", () -> "standard");
        for (String role : List.of("shop", "erp", "helpdesk", "carrier", "customer")) {
            registry.add(
                    "contraflow.channels." + SilentChannel.NAME + ".roles." + role,
                    () -> SilentChannel.connector(role));
        }
    }

    @BeforeEach
    void calm() {
        world.noFaults();
    }

    /** Each of these orders came back whole and was settled, with one of everything in every system. */
    protected void assertOnceEverywhere(List<String> orders) {
        Evidence evidence = Evidence.of(world);
        for (String order : orders) {
            new OnceEverywhere(contraflow.returnOf(order).orElseThrow(), evidence.about(order)).check();
        }
    }

    /** Copies that tests may change. */
    protected static final Path MAPPINGS = copy(Path.of("mappings"));

    static final Path POLICIES = copy(Path.of("config/policies"));

    static Path copy(Path folder) {
        try {
            Path target = Scratch.folder("contraflow-" + folder.getFileName());
            try (var files = Files.walk(folder)) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Path to = target.resolve(folder.relativize(file).toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(to);
                    } else {
                        Files.copy(file, to);
                    }
                }
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String emptyFolder() {
        return Scratch.folder("contraflow-test").toString();
    }

    /** A port that is free now. */
}
