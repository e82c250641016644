package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.mapping.FencedBlocks;
import io.contraflow.model.Decision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesPageTest {

    private static final Path PAGE = Path.of("docs/policies.md");

    @TempDir
    Path folder;

    private Policy example;

    @BeforeEach
    void theExampleOfThePage() throws IOException {
        List<FencedBlocks.Block> blocks = FencedBlocks.of(PAGE, "policy-example");
        assertThat(blocks).hasSize(1);
        Files.writeString(folder.resolve("example.yaml"), blocks.get(0).text());
        example = Policies.open(folder, Path.of("config/regions")).policy("example");
    }

    @Test
    void theExampleOfThePageDecides() {
        Decision decision = example.decide(Asked.on("2026-07-15")
                .delivered(20)
                .line("Mug", "20.00", "CHANGED_MIND", "OPENED", List.of())
                .asCase());
        assertThat(decision.rule()).isEqualTo("everything-else");
        assertThat(decision.customerReason().replace('\u00a0', ' '))
                .isEqualTo("Your return for order #1042 is accepted. Mug was opened: we keep 15%, at most €50.00."
                        + " The return label costs €4.90.");
    }

    @Test
    void theExampleRespectsTheRightOfWithdrawal() {
        Decision decision = example.decide(Asked.on("2026-07-15")
                .delivered(14)
                .afterReturns(100)
                .line("Mug", "20.00", "CHANGED_MIND", "OPENED", List.of("final-sale"))
                .asCase());
        assertThat(decision.verdict()).isEqualTo(Decision.Verdict.APPROVE);
        assertThat(decision.terms().fees()).isEmpty();
        assertThat(decision.terms().labelFee().isZero()).isTrue();
    }

    @Test
    void thePageNamesEverythingThatAConditionMayName() throws IOException {
        String page = Files.readString(PAGE);
        assertThat(Samples.all(true).get(0).keySet())
                .allSatisfy(name -> assertThat(page).contains("| `" + name + "` |"));
        for (String block : List.of("line", "order", "customer")) {
            assertThat(((Map<?, ?>) Samples.all(true).get(0).get(block)).keySet())
                    .allSatisfy(field -> assertThat(page).contains("`" + field + "`"));
        }
    }
}
