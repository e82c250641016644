package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contraflow.mapping.ExpressionFailed;
import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Money;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What rules can do beyond those of the standard policy. */
class PolicyRulesTest {

    private static final String RULES = """
            name: rich
            description: One of each.
            windows:
              - id: window-season
                when: "'gift' in order.tags"
                days: 90
                because: {en: season, de: Saison}
              - id: window-abroad
                when: order.country != 'DE'
                days: 60
                because: {en: abroad, de: Ausland}
              - id: window-rest
                days: 30
                because: {en: rest, de: Rest}
            approval:
              - id: gone-serial
                action: decline
                when: customer.returnsBefore > 20
                because: {en: "no more {order}", de: "genug {order}"}
              - id: look-dear-line
                action: review
                queue: experts
                when: line.valueMinor > 30000
                because: {en: dear, de: teuer}
              - id: look-mixed
                action: review
                queue: returns
                when: $count(lines) > 1 and 'WRONG_ITEM' in lines.reason
                because: {en: mixed, de: gemischt}
              - id: trusted
                action: auto
                when: "'vip' in order.tags"
                because: {en: welcome, de: willkommen}
              - id: rest
                action: auto
                because: {en: accepted, de: angenommen}
            restocking-fees:
              - id: per-piece
                amount: 2.50 EUR
                when: line.condition = 'USED'
                because: {en: "{item} {fee} apiece", de: "{item} {fee} je Stück"}
              - id: share
                percent: 12.5
                when: line.condition in ['USED', 'OPENED']
                because: {en: "{item} {fee}", de: "{item} {fee}"}
            label-fees:
              - id: label-whim
                amount: 4.90 EUR
                when: line.reason = 'CHANGED_MIND'
                because: {en: "label {fee}", de: "Etikett {fee}"}
              - id: label-abroad
                amount: 9.90 EUR
                when: order.country != 'DE'
                because: {en: "far label {fee}", de: "Auslandsetikett {fee}"}
            refund:
              moment: first-scan
              shipping-on-full-return: false
            """;

    private static final String TODAY = "2026-07-15";

    @TempDir
    Path folder;

    private Decision decide(Asked asked) throws IOException {
        return policy(RULES).decide(asked.asCase());
    }

    private Policy policy(String text) throws IOException {
        Files.writeString(folder.resolve("rich.yaml"), text);
        return Policies.open(folder, Asked.noLaw()).policy("rich");
    }

    @ParameterizedTest
    @CsvSource({
        "DE, other, 30, APPROVE, rest", "DE, other, 31, DECLINE, window-rest",
        "AT, other, 60, APPROVE, rest", "AT, other, 61, DECLINE, window-abroad",
        "AT, gift, 61, APPROVE, rest", "DE, gift, 91, DECLINE, window-season"
    })
    void theFirstWindowThatHoldsCounts(String country, String tag, int days, Verdict verdict, String rule)
            throws IOException {
        Decision decision =
                decide(Asked.on(TODAY).from(country).tagged(tag).delivered(days).line("Mug", "10.00", "STYLE"));
        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(decision.rule()).isEqualTo(rule);
    }

    @Test
    void aWindowBehindTheOneThatCountsIsTracedAsSuch() throws IOException {
        Decision decision = decide(Asked.on(TODAY).tagged("gift").delivered(3).line("Mug", "10.00", "STYLE"));
        assertThat(decision.trace())
                .contains(new Decision.Step(
                        "window-rest", "RL1", false, "the window window-season is the one that counts"));
    }

    @Test
    void withoutAListOfReasonsEveryReasonIsAccepted() throws IOException {
        assertThat(decide(Asked.on(TODAY).delivered(3).line("Mug", "10.00", "ANY"))
                        .verdict())
                .isEqualTo(Verdict.APPROVE);
    }

    @Test
    void declineBeatsReviewAndReviewBeatsAuto() throws IOException {
        Asked vip = Asked.on(TODAY).tagged("vip").delivered(3).line("Mug", "10.00", "STYLE");
        assertThat(decide(vip).rule()).isEqualTo("trusted");
        Decision review = decide(vip.line("Chair", "300.01", "STYLE"));
        assertThat(review.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(review.rule()).isEqualTo("look-dear-line");
        assertThat(review.queue()).isEqualTo("experts");
        Decision decline = decide(vip.afterReturns(21));
        assertThat(decline.verdict()).isEqualTo(Verdict.DECLINE);
        assertThat(decline.rule()).isEqualTo("gone-serial");
        assertThat(decline.reason())
                .isEqualTo("gone-serial: customer.returnsBefore > 20 holds (customer.returnsBefore is 21)");
        assertThat(decline.customerReason()).isEqualTo("no more #1042");
    }

    @Test
    void aRuleThatSpeaksOfLineIsAskedForEachAndNamesTheLine() throws IOException {
        Decision decision = decide(
                Asked.on(TODAY).delivered(3).line("Mug", "10.00", "STYLE").line("Chair", "300.01", "STYLE"));
        assertThat(decision.trace())
                .filteredOn(step -> step.rule().equals("look-dear-line"))
                .containsExactly(
                        new Decision.Step(
                                "look-dear-line",
                                "RL1",
                                false,
                                "line.valueMinor > 30000 does not hold (line.valueMinor is 1000)"),
                        new Decision.Step(
                                "look-dear-line",
                                "RL2",
                                true,
                                "line.valueMinor > 30000 holds (line.valueMinor is 30001)"));
        assertThat(decision.reason()).startsWith("look-dear-line: line RL2 (SKU-CHAIR): ");
    }

    @Test
    void aRuleThatSpeaksOfLinesIsAskedOnce() throws IOException {
        Decision decision = decide(
                Asked.on(TODAY).delivered(3).line("Mug", "10.00", "STYLE").line("Cap", "10.00", "WRONG_ITEM"));
        assertThat(decision.rule()).isEqualTo("look-mixed");
        assertThat(decision.trace())
                .filteredOn(step -> step.rule().equals("look-mixed"))
                .extracting(Decision.Step::line)
                .containsExactly((String) null);
    }

    @Test
    void eachLineIsChargedTheFirstFeeThatHolds() throws IOException {
        Decision decision = decide(Asked.on(TODAY)
                .delivered(3)
                .in("de")
                .line("Mug", 2, 3, "30.00", "STYLE", "USED", List.of())
                .line("Cap", "10.00", "STYLE", "OPENED", List.of())
                .line("Bag", "10.00", "STYLE"));
        assertThat(decision.terms().fees())
                .containsExactly(
                        new Decision.Fee("RL1", "per-piece", 0, Money.of("2.50", "EUR"), null),
                        new Decision.Fee("RL2", "share", 1250, Money.zero("EUR"), null));
        assertThat(decision.customerReason().replace('\u00a0', ' '))
                .isEqualTo("angenommen Mug 2,50 € je Stück Cap 12,5 %");
        assertThat(decision.trace())
                .contains(
                        new Decision.Step(
                                "share",
                                "RL1",
                                false,
                                "line.condition in ['USED', 'OPENED'] holds (line.condition is USED), but per-piece is charged already"));
        assertThat(decision.terms().moment()).isEqualTo(Decision.RefundMoment.FIRST_SCAN);
        assertThat(decision.terms().shippingOnFullReturn()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "DE, CHANGED_MIND, CHANGED_MIND, 4.90, label-whim",
        "DE, CHANGED_MIND, DAMAGED, 0.00, ''",
        "AT, CHANGED_MIND, DAMAGED, 9.90, label-abroad",
        "AT, CHANGED_MIND, CHANGED_MIND, 4.90, label-whim"
    })
    void theLabelIsChargedOnceAndOnlyIfTheConditionHoldsForEveryLine(
            String country, String first, String second, String amount, String rule) throws IOException {
        Decision.Terms terms = decide(Asked.on(TODAY)
                        .from(country)
                        .delivered(3)
                        .line("Mug", "10.00", first)
                        .line("Cap", "10.00", second))
                .terms();
        assertThat(terms.labelFee()).isEqualTo(Money.of(amount, "EUR"));
        assertThat(terms.labelRule()).isEqualTo(rule);
    }

    @Test
    void aFeeInAnotherCurrencyIsNotChargedAndTheTraceSaysSo() throws IOException {
        Decision decision = decide(
                Asked.on(TODAY).paidIn("CHF").delivered(3).line("Mug", "10.00", "CHANGED_MIND", "USED", List.of()));
        assertThat(decision.terms().labelFee()).isEqualTo(Money.zero("CHF"));
        assertThat(decision.terms().fees()).extracting(Decision.Fee::rule).containsExactly("share");
        assertThat(decision.trace())
                .contains(new Decision.Step(
                        "per-piece",
                        "RL1",
                        false,
                        "line.condition = 'USED' holds (line.condition is USED), but its amounts are not in CHF"));
    }

    @Test
    void aConditionThatFailsOnAReturnStopsTheDecisionAndNamesItsRule() throws IOException {
        Policy policy =
                policy(RULES.replace("customer.returnsBefore > 20", "\"order.country = 'AT' ? value : false\""));
        assertThat(policy.decide(Asked.on(TODAY)
                                .delivered(3)
                                .line("Mug", "10.00", "STYLE")
                                .asCase())
                        .verdict())
                .isEqualTo(Verdict.APPROVE);
        assertThatExceptionOfType(ExpressionFailed.class)
                .isThrownBy(() -> policy.decide(Asked.on(TODAY)
                        .from("AT")
                        .delivered(3)
                        .line("Mug", "10.00", "STYLE")
                        .asCase()))
                .withMessageContaining("rich.yaml (gone-serial): must be true or false, but is 1000");
    }

    @ParameterizedTest
    @CsvSource({"9.99, 2, 3, 666", "10.00, 1, 3, 333", "0.01, 1, 2, 1", "10.00, 3, 3, 1000"})
    void theValueOfALineIsItsShareOfThePriceRoundedToTheCent(String paid, int back, int bought, long minor)
            throws IOException {
        Situation situation = new Situation(
                Asked.on(TODAY)
                        .line("Mug", back, bought, paid, "STYLE", "", List.of())
                        .asCase(),
                policy(RULES).rules(),
                Regions.NONE);
        assertThat(situation.lines().get(0).valueMinor()).isEqualTo(minor);
    }

    @Test
    void conditionsAreTriedOnSamplesThatLookLikeReturnsAndMayNameAllOfThem() throws IOException {
        Situation situation = new Situation(
                Asked.on(TODAY).delivered(3).line("Mug", "1.00", "STYLE").asCase(),
                policy(RULES).rules(),
                Regions.NONE);
        Map<String, Object> facts = situation.facts(situation.lines().get(0));
        Map<String, Object> sample = Samples.all(true).get(0);
        assertThat(sample.keySet()).isEqualTo(facts.keySet());
        for (String block : List.of("line", "order", "customer")) {
            assertThat(fields(sample, block)).isEqualTo(fields(facts, block));
            assertThat(fields(facts, block))
                    .allSatisfy(field -> assertThat(Condition.compile("$exists(" + block + "." + field + ")", "test")
                                    .holds(facts))
                            .isTrue());
        }
    }

    private static Set<?> fields(Map<String, Object> facts, String block) {
        return ((Map<?, ?>) facts.get(block)).keySet();
    }
}
