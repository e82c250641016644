package io.contraflow.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.Contraflow;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Engineers check a folder before they give it to others; a build server goes by the exit code. */
class ValidateTest {
    @TempDir
    Path folder;

    private record Said(int exit, String text) {}

    @BeforeEach
    void aFolderAsDelivered() throws IOException {
        for (String part : List.of("routes", "mappings", "config")) {
            try (Stream<Path> files = Files.walk(Path.of(part))) {
                for (Path file : files.toList()) {
                    Path to = folder.resolve(file.toString());
                    if (Files.isDirectory(file)) {
                        Files.createDirectories(to);
                    } else {
                        Files.copy(file, to);
                    }
                }
            }
        }
    }

    @Test
    void whatIsDeliveredIsInOrderAndLeavesNothingBehind() throws Exception {
        Said said = contraflow("validate");
        assertThat(said.text()).startsWith("All is well");
        assertThat(said.exit()).isZero();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("routes", "mappings", "config");
        }
    }

    @Test
    void everyMistakeIsNamedWithFileAndLine() throws Exception {
        append("mappings/sku.csv", "MUG-WHT,1\n");
        replace("config/policies/standard.yaml", "days: 30", "days: thirty");
        replace("routes/returns/resolving.camel.yaml", "template: refunded", "template: payed");
        append("routes/returns/received.camel.yaml", "  - broken: [\n");
        append("config/templates/en/received.txt", "{{#lines}}\n");
        Files.delete(folder.resolve("config/templates/de/expired.txt"));
        Said said = contraflow("validate");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text().lines())
                .anyMatch(line -> line.matches("mappings/sku.csv:\\d+: The key 'MUG-WHT' is already in line 7.*"))
                .anyMatch(line -> line.matches("config/policies/standard.yaml:\\d+: 'days' must look like 30.*"))
                .anyMatch(line -> line.matches("routes/returns/resolving.camel.yaml:\\d+: There is no .*payed.txt."))
                .anyMatch(line -> line.matches("routes/returns/received.camel.yaml:\\d+: This is not YAML.*"))
                .anyMatch(line -> line.matches("config/templates/en/received.txt:\\d+: .*lines.*"))
                .anyMatch(line -> line.startsWith("config/templates/de/expired.txt: Another language has this mail"))
                .last()
                .isEqualTo("6 findings.");
    }

    @Test
    void aFeeOnAWithdrawalIsFoundAlthoughItCouldHaveNoEffect() throws Exception {
        replace(
                "config/policies/standard.yaml",
                "      and order.daysSinceDelivery > 14 and $not(order.withdrawalOpen)\n",
                "      and order.daysSinceDelivery > 1\n");
        Said said = contraflow("validate", "--files-only");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text().lines())
                .anyMatch(line ->
                        line.matches("config/policies/standard.yaml:\\d+: restocking-opened charges a restocking fee"
                                + " on a withdrawal \\(European Union.*It has no effect there.*"));
    }

    @Test
    void aRuleThatNeverCountsIsFoundWithItsLine() throws Exception {
        replace("config/policies/standard.yaml", "    when: value > 200000\n", "    when: value > 20000\n");
        Said said = contraflow("validate", "--files-only");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text().lines())
                .anyMatch(
                        line -> line.matches("config/policies/standard.yaml:\\d+: high-value never counts: wherever it"
                                + " holds, very-high-value \\(line \\d+\\) counts instead.*"));
    }

    @Test
    void anOperationThatTheConnectorCannotDoIsFound() throws Exception {
        replace("routes/returns/resolving.camel.yaml", "outbox:shop/issue-refund", "outbox:shop/send-money");
        Said said = contraflow("validate", "--json");
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.text())
                .contains("\"config/channels.yaml\"")
                .contains("the route returns-resolving asks for shop/send-money, but no route takes"
                        + " outbox:shopify/send-money");
    }

    @Test
    void elsewhereItSaysWhereToGo() throws Exception {
        folder = Files.createDirectory(folder.resolve("empty"));
        assertThat(contraflow("validate").text()).contains("there is no config/application.yaml here");
        assertThat(contraflow("validate").exit()).isEqualTo(2);
    }

    private void append(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text, StandardOpenOption.APPEND);
    }

    private void replace(String file, String before, String after) throws IOException {
        String text = Files.readString(folder.resolve(file));
        assertThat(text).contains(before);
        Files.writeString(folder.resolve(file), text.replace(before, after));
    }

    /** The class path of this test, which a process in another folder understands as well. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Runs a command in the folder, in a process of its own: it reads the settings of the folder it stands in. */
    private Said contraflow(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                Contraflow.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text.strip());
    }
}
