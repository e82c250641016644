package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A simulation says what judging each return by hand, with the policy in use and with the draft, says. */
class PolicySimulationTest {
    private static final Path POLICIES = Path.of("config/policies");
    private static final Path REGIONS = Path.of("config/regions");

    @Test
    void itsTotalsAreThoseOfJudgingEachReturnByHand() throws IOException {
        Policies policies = Policies.open(POLICIES, REGIONS);
        Policy inUse = policies.policy("standard");
        Policy draft = policies.draft(
                "standard.yaml",
                Files.readString(POLICIES.resolve("standard.yaml"))
                        .replace("days: 30", "days: 20")
                        .replace("percent: 15", "percent: 25")
                        .replace("when: value > 50000", "when: value > 10000"));
        List<Case> past = past(3_000);

        PolicySimulation simulation = new PolicySimulation(any -> inUse, draft, policies.unlawful(draft));
        for (int i = 0; i < past.size(); i++) {
            simulation.add("RMA-" + i, past.get(i));
        }
        PolicySimulation.Report report = simulation.report();

        Map<String, Long> verdicts = new TreeMap<>();
        long before = 0;
        long after = 0;
        long changed = 0;
        for (Case one : past) {
            Decision was = inUse.decide(one);
            Decision is = draft.decide(one);
            verdicts.merge(was.verdict() + " to " + is.verdict(), 1L, Long::sum);
            before += PolicySimulation.refund(one, was).minor();
            after += PolicySimulation.refund(one, is).minor();
            boolean same = was.verdict() == is.verdict()
                    && PolicySimulation.refund(one, was).equals(PolicySimulation.refund(one, is));
            changed += same ? 0 : 1;
        }
        assertThat(report.returns()).isEqualTo(3_000);
        assertThat(report.failed()).isZero();
        assertThat(report.verdicts()).isEqualTo(verdicts).containsKeys("APPROVE to DECLINE", "APPROVE to REVIEW");
        assertThat(report.refundsBefore()).containsExactlyEntriesOf(Map.of("EUR", before));
        assertThat(report.refundsAfter()).containsExactlyEntriesOf(Map.of("EUR", after));
        assertThat(report.changed()).isEqualTo(changed).isPositive();
        assertThat(report.examples()).hasSizeLessThanOrEqualTo(100).isNotEmpty();
    }

    @Test
    void theRefundIsTheGoodsLessTheFees() {
        Policy standard = Policies.open(POLICIES, REGIONS).policy("standard");
        Case opened = Asked.on("2026-07-15")
                .delivered(20)
                .line("Mug", "100.00", "CHANGED_MIND", "OPENED", List.of())
                .line("Cap", "10.00", "STYLE")
                .asCase();
        assertThat(PolicySimulation.refund(opened, standard.decide(opened))).isEqualTo(Money.of("95.00", "EUR"));
        Case late = Asked.on("2026-07-15")
                .delivered(40)
                .line("Cap", "10.00", "STYLE")
                .asCase();
        assertThat(standard.decide(late).verdict()).isEqualTo(Verdict.DECLINE);
        assertThat(PolicySimulation.refund(late, standard.decide(late))).isEqualTo(Money.zero("EUR"));
    }

    @Test
    void whatADraftSaysAgainstTheLawIsNamedAndHasNoEffectInTheNumbers() throws IOException {
        Policies policies = Policies.open(POLICIES, REGIONS);
        Policy draft = policies.draft(
                "standard.yaml",
                Files.readString(POLICIES.resolve("standard.yaml")).replace("days: 30", "days: 5"));
        PolicySimulation simulation =
                new PolicySimulation(any -> policies.policy("standard"), draft, policies.unlawful(draft));
        simulation.add(
                "RMA-1",
                Asked.on("2026-07-15")
                        .delivered(10)
                        .line("Mug", "10.00", "STYLE")
                        .asCase());

        assertThat(simulation.report().unlawful()).anySatisfy(finding -> assertThat(finding.message())
                .startsWith("window-standard declines a withdrawal (European Union"));
        assertThat(simulation.report().changed()).isZero();
    }

    private static List<Case> past(int count) {
        Random random = new Random(20261126);
        List<Case> past = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Asked asked = Asked.on(LocalDate.parse("2026-07-01")
                            .plusDays(random.nextInt(300))
                            .toString())
                    .from(random.nextInt(4) == 0 ? "US" : "DE")
                    .delivered(random.nextInt(40));
            for (int line = 0; line <= random.nextInt(2); line++) {
                asked.line(
                        "Mug" + line,
                        List.of("9.99", "59.00", "120.00", "649.00").get(random.nextInt(4)),
                        List.of("CHANGED_MIND", "STYLE", "DAMAGED").get(random.nextInt(3)),
                        random.nextBoolean() ? "OPENED" : "",
                        List.of());
            }
            past.add(asked.asCase());
        }
        return past;
    }
}
