package io.contraflow.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.Contraflow;
import io.contraflow.story.RunningTest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

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

    private int run(String... arguments) {
        return Commands.run(Contraflow.class, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
