package io.contraflow.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.Contraflow;
import io.contraflow.FreePort;
import io.contraflow.story.RunningTest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
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
        assertThat(run("explain", "RMA-0", "--url", "http://127.0.0.1:" + FreePort.next()))
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

    @Test
    void simulateTriesADraftOnAFileOfReturnsWithoutARunningContraflow(@TempDir Path folder) throws IOException {
        List<String> orders = world.play("restocking-fee", 2);
        contraflow.awaitStatus(orders, "CLOSED");
        Path past = folder.resolve("past.json");
        Files.writeString(
                past,
                contraflow.returnOf(orders.get(0)).orElseThrow() + "\n"
                        + contraflow.returnOf(orders.get(1)).orElseThrow().path("details") + "\n");
        String standard = Files.readString(Path.of("config/policies/standard.yaml"));
        Path draft = folder.resolve("draft.yaml");
        Files.writeString(
                draft, standard.replace("percent: 15\n    cap: 50.00 EUR", "percent: 90\n    cap: 900.00 EUR"));

        assertThat(run("simulate", "standard", draft.toString(), "--returns", past.toString(), "--json"))
                .as("%s", err)
                .isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString()).path("report");
        assertThat(report.path("returns").asInt()).isEqualTo(2);
        assertThat(report.path("changed").asInt()).isEqualTo(2);
        assertThat(report.path("failed").asInt()).isZero();
        assertThat(report.at("/refundsAfter/EUR").asLong())
                .isLessThan(report.at("/refundsBefore/EUR").asLong());

        Files.writeString(past, "\n{\"id\": \"1\"}\n");
        assertThat(run("simulate", "standard", draft.toString(), "--returns", past.toString()))
                .isEqualTo(2);
        assertThat(err.toString()).contains("past.json:2: the field number is missing");
        assertThat(run("simulate", "no-such", draft.toString(), "--returns", past.toString()))
                .isEqualTo(2);
    }

    @Test
    void replayRehearsesWhatStoppedAndTriesItAgainOnlyWhenTold() throws IOException {
        String url = "http://127.0.0.1:" + PORT;
        world.fault(Map.of(
                "system", "netsuite", "operation", "POST *returnAuthorization", "kind", "status", "status", 400));
        String order = world.play("happy-path", 1).get(0);
        await().atMost(Duration.ofSeconds(60)).until(() -> contraflow
                .returnOf(order)
                .map(whole -> !contraflow.openExceptions(whole).isEmpty())
                .orElse(false));
        world.noFaults();

        assertThat(run("replay", order, "--url", url)).isEqualTo(1);
        assertThat(out.toString())
                .contains("DEAD_DELIVERY: ")
                .contains("WOULD_SEND: ")
                .contains("Nothing was changed; --for-real tries it again.");
        assertThat(contraflow.openExceptions(contraflow.returnOf(order).orElseThrow()))
                .isNotEmpty();

        assertThat(run("replay", order, "--for-real", "--url", url)).isZero();
        assertThat(out.toString()).contains("It is tried again.");
        contraflow.awaitStatus(List.of(order), "CLOSED");

        out.getBuffer().setLength(0);
        assertThat(run("replay", order, "--url", url, "--json")).isZero();
        assertThat(new ObjectMapper().readTree(out.toString())).isEmpty();
        assertThat(run("replay", "RMA-0", "--url", url)).isEqualTo(2);
        assertThat(err.toString()).contains("there is no return that is called RMA-0");
    }

    @Test
    void replayLeavesAloneWhatOnlyWaitsForAPerson() {
        String url = "http://127.0.0.1:" + PORT;
        String order = world.play("review", 1).get(0);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> contraflow.statusOf(order).equals("IN_REVIEW"));

        assertThat(run("replay", order, "--url", url)).as(err.toString()).isZero();
        assertThat(out.toString()).contains("Nothing of RMA-").contains(" has stopped.");
    }

    private int run(String... arguments) {
        return Commands.run(Contraflow.class, new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }
}
