package io.contraflow.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.Contraflow;
import io.contraflow.story.RunningTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What engineers ask on the command line, of the folder as delivered and of a running Contraflow. */
class CommandsTest extends RunningTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void mapSaysWhichLineAnswers() {
        assertThat(run("map", "sku", "MUG-WHT")).isZero();
        assertThat(out.toString()).isEqualToIgnoringNewLines("MUG-WHT -> 3330   (mappings/sku.csv:7)");
    }

    @Test
    void mapSaysWhichKeysAreNear() {
        assertThat(run("map", "sku", "mug_wht")).isEqualTo(1);
        assertThat(out.toString())
                .contains("There is no row for mug_wht in mappings/sku.csv.")
                .contains("near: MUG-WHT -> 3330");
    }

    @Test
    void anUnknownTableIsToldWithTheKnownOnes() {
        assertThat(run("map", "skus", "MUG-WHT")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no table skus; there are ", "sku, ", "status.");
    }

    @Test
    void anUnknownCommandIsRefused() {
        assertThat(run("frobnicate")).isEqualTo(2);
        assertThat(err.toString()).contains("Unmatched argument at index 0: 'frobnicate'");
    }

    @Test
    void optionsStartContraflowAndWordsAreCommands() {
        assertThat(Commands.isCommand()).isFalse();
        assertThat(Commands.isCommand("--server.port=1")).isFalse();
        assertThat(Commands.isCommand("validate")).isTrue();
        assertThat(Commands.isCommand("--help")).isTrue();
    }

    @Test
    void explainTellsAReturnWithEachRuleAndEverythingThatHappened() {
        List<String> orders = world.play("restocking-fee", 1);
        contraflow.awaitStatus(orders, "CLOSED");
        assertThat(run("explain", orders.get(0), "--url", "http://127.0.0.1:" + PORT))
                .isZero();
        assertThat(out.toString())
                .contains("CLOSED  order " + orders.get(0))
                .contains("Decided: APPROVE by the rule everything-else of the policy standard")
                .contains("[x] restocking-opened (line ")
                .contains("[ ] high-value")
                .containsPattern("restockingFee: \\d+\\.\\d\\d EUR")
                .contains("In the systems")
                .contains("What happened");
        assertThat(run("explain", "RMA-0", "--url", "http://127.0.0.1:" + PORT)).isEqualTo(1);
        assertThat(run("explain", "RMA-0", "--url", "http://127.0.0.1:" + freePort()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Is it running?");
    }

    @Test
    void simulateTellsWhatADraftWouldChangeAndFailsOnWhatIsUnlawful(@TempDir Path folder) throws IOException {
        contraflow.awaitStatus(world.play("happy-path", 2), "CLOSED");
        String standard = Files.readString(Path.of("config/policies/standard.yaml"));
        Path draft = folder.resolve("draft.yaml");
        Files.writeString(draft, standard.replace("when: value > 50000", "when: value > 0"));
        assertThat(run("simulate", "standard", draft.toString(), "--url", "http://127.0.0.1:" + PORT))
                .isZero();
        assertThat(out.toString())
                .containsPattern("\\d+ returns, of which \\d+ would be treated differently")
                .containsPattern("APPROVE to REVIEW: \\d+")
                .contains("Refunds, for goods in order and reviews accepted")
                .contains("(everything-else) -> REVIEW (high-value)");

        Files.writeString(draft, standard.replace("days: 30", "days: 1"));
        assertThat(run("simulate", "standard", draft.toString(), "--url", "http://127.0.0.1:" + PORT))
                .isEqualTo(1);
        assertThat(out.toString()).contains("Against the law: line ");
    }

    private int run(String... arguments) {
        return Commands.run(Contraflow.class, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
