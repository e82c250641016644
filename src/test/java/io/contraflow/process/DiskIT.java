package io.contraflow.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.contraflow.process.Checker.Ending;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What happens to the embedded database when its disk fails, and how a backup brings it back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DiskIT {
    private static Installation installation;
    /** Of all orders that were played. */
    private static final Map<String, Ending> endings = new LinkedHashMap<>();

    @BeforeAll
    static void install() {
        installation = new Installation();
        installation.ready();
    }

    @AfterAll
    static void uninstall() {
        installation.close();
    }

    @Test
    @Order(1)
    void aFullDiskEndsTheProcessWithAClearWordAndNothingAcceptedIsLost() throws IOException {
        assertThat(installation.program().stop()).as("a clean stop").isEqualTo(143);
        long now = Files.size(installation.database());
        Program small = installation.startOnSmallDisk((int) (now / 1024) + 300);
        installation.ready();
        List<String> orders = installation.world().play("happy-path", 60);

        assertThat(small.awaitEnd()).as("input/output error").isEqualTo(74);
        assertThat(small.log())
                .contains("Contraflow stops: the file of the embedded database cannot be read or written")
                .contains("Make room where contraflow.data-dir lies");
        assertThat(small.log().lines().filter(line -> line.startsWith("\tat ")))
                .as("no stack trace")
                .isEmpty();

        installation.start();
        installation.ready();
        closedOnce(orders);
    }

    @Test
    @Order(2)
    void aSecondProcessOnTheSameDataRefusesToStart() {
        Program second = installation.command("--server.port=0", "--contraflow.sandbox.enabled=false");

        assertThat(second.awaitEnd()).isEqualTo(1);
        assertThat(second.lastWords())
                .contains("the embedded database is used by another process")
                .contains("CONTRAFLOW_DATA_DIR");
    }

    @Test
    @Order(3)
    void aBackupIsMadeAmidWorkAndAfterADamageItBringsEverythingBackWithoutASecondRefund() throws IOException {
        List<String> ended = installation.world().play("happy-path", 3);
        installation.contraflow().awaitStatus(ended, "CLOSED");
        long before = installation.calls();
        List<String> amid = installation.world().play("happy-path", 20);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> installation.calls() > before + 300);

        Program backup = installation.command("backup");
        assertThat(backup.awaitEnd()).as(backup.lastWords()).isZero();
        Path file = Path.of(backup.lastWords().replaceAll(" \\(\\d+ bytes\\)\\s*$", ""));
        assertThat(file).isNotEmptyFile();
        installation.contraflow().awaitStatus(amid, "CLOSED");
        Program early = installation.command("restore", file.toString());
        assertThat(early.awaitEnd()).isEqualTo(2);
        assertThat(early.lastWords()).contains("Contraflow runs and uses");

        installation.program().kill();
        damage(installation.database());
        Program damaged = installation.start();
        assertThat(damaged.awaitEnd()).isEqualTo(1);
        assertThat(damaged.lastWords())
                .contains("the file of the embedded database is damaged")
                .contains("docs/operations.md");

        Program restore = installation.command("restore", file.toString());
        assertThat(restore.awaitEnd()).as(restore.lastWords()).isZero();
        assertThat(restore.lastWords()).contains("what was there is kept as");
        installation.start();
        installation.ready();
        // What the carrier and the shop told after the backup is known to them alone; reconciliation asks them.
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofSeconds(5))
                .untilAsserted(() -> {
                    installation.contraflow().web().send("POST", "/api/reconciliation", Map.of());
                    closedOnce(Stream.concat(ended.stream(), amid.stream()).toList());
                });
    }

    private static void closedOnce(List<String> orders) {
        installation.contraflow().awaitStatus(orders, "CLOSED");
        orders.forEach(order -> endings.put(order, Ending.REFUNDED));
        new Checker(installation.world()).check(endings);
    }

    /** Writes nonsense over the file's beginning and end, where H2 keeps what it needs first. */
    private static void damage(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] nonsense = new byte[16 * 1024];
            java.util.Arrays.fill(nonsense, (byte) 'x');
            bytes.write(nonsense);
            bytes.seek(bytes.length() - nonsense.length);
            bytes.write(nonsense);
        }
    }
}
