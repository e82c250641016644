package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.mapping.Finding;
import io.contraflow.model.Decision;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A rule that never counts is named when its file is read, and no rule is named that could count. */
class OrderCheckTest {
    private static final Policies POLICIES = Policies.open(Path.of("config/policies"), Path.of("config/regions"));

    private static final String POLICY = """
            name: shop
            description: Two reviews, and what else is given.
            windows:
              - id: always
                days: 30
                because: {en: late, de: spät}
            approval:
              - id: upper
                action: review
                queue: finance
                when: "%s"
                because: {en: we look, de: wir sehen hin}
              - id: lower
                action: review
                queue: returns
                when: "%s"
                because: {en: we look, de: wir sehen hin}
              - id: rest
                action: auto
                because: {en: accepted, de: angenommen}
            %srefund:
              moment: inspection
              shipping-on-full-return: true
            """;

    private static OrderCheck check(String upper, String lower, String more) {
        return new OrderCheck(POLICIES.draft("shop.yaml", POLICY.formatted(upper, lower, more)));
    }

    @ParameterizedTest(name = "{0} above {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            value > 500                                   | value > 2000
            value > 500                                   | value >= 501
            value > 500                                   | value > 500
            line.reason in ['A', 'B']                     | line.reason = 'A'
            order.country != 'AU'                         | order.country in ['DE', 'AT'] and value > 100
            'vip' in order.tags                           | 'vip' in order.tags and 'gold' in order.tags
            order.placedOn >= '2026-11-01'                | order.placedOn > '2026-11-01' and order.placedOn <= '2026-12-24'
            $not(order.withdrawalOpen)                    | order.daysSinceDelivery > 30 and $not(order.withdrawalOpen)
            $contains(line.sku, 'MUG')                    | $contains(line.sku,  'MUG')
            """)
    void aRuleBelowOneThatHoldsWhereverItDoesIsNamedWithItsLine(String upper, String lower) {
        assertThat(check(upper, lower, "").shadowed())
                .containsExactly(new Finding(
                        "shop.yaml",
                        13,
                        "lower never counts: wherever it holds, upper (line 8) counts instead. Move it up, narrow what"
                                + " stands above it, or remove it."));
    }

    @ParameterizedTest(name = "{0} above {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            value > 2000                                  | value > 500
            value > 500                                   | value >= 500
            value > 500                                   | line.valueMinor > 500
            line.reason = 'A'                             | line.reason in ['A', 'B']
            'vip' in order.tags and 'gold' in order.tags  | 'vip' in order.tags
            order.daysSinceDelivery > 14                  | $not(order.withdrawalOpen)
            order.daysSinceDelivery >= 0                  | value > 500
            customer.returnsBefore > 3                    | value > 500
            $contains(line.sku, 'MUG')                    | line.sku = 'MUG'
            $count(order.tags) = 1                        | 'vip' in order.tags
            value * 2 > 500                               | value > 500
            """)
    void aRuleThatCouldCountSomewhereIsNotNamed(String upper, String lower) {
        assertThat(check(upper, lower, "").shadowed()).isEmpty();
    }

    @Test
    void aConditionThatCannotBeTrueIsNamed() {
        assertThat(check("value > 500", "value > 2000 and value < 1000", "").shadowed())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("its condition cannot be true"));
    }

    @Test
    void twoRulesTogetherHideAThird() {
        String fees = """
                restocking-fees:
                  - id: opened
                    percent: 10
                    when: line.condition = 'OPENED'
                    because: {en: fee, de: Gebühr}
                  - id: closed
                    percent: 5
                    when: line.condition != 'OPENED'
                    because: {en: fee, de: Gebühr}
                  - id: never
                    amount: 4.00 EUR
                    because: {en: fee, de: Gebühr}
                """;
        assertThat(check("value > 500", "value > 100", fees).shadowed())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message())
                        .startsWith(
                                "never never counts: wherever it holds, one of opened (line 22), closed (line 26)"));
    }

    @Test
    void aLabelFeeForMixedParcelsIsNotHiddenByTwoForPureOnes() {
        String fees = """
                label-fees:
                  - id: opened
                    amount: 4.00 EUR
                    when: line.condition = 'OPENED'
                    because: {en: fee, de: Gebühr}
                  - id: closed
                    amount: 5.00 EUR
                    when: line.condition != 'OPENED'
                    because: {en: fee, de: Gebühr}
                  - id: mixed
                    amount: 6.00 EUR
                    because: {en: fee, de: Gebühr}
                """;
        assertThat(check("value > 500", "value > 100", fees).shadowed()).isEmpty();
    }

    @Test
    void aFeeInAnotherCurrencyHidesNone() {
        String fees = """
                label-fees:
                  - id: euro
                    amount: 4.00 EUR
                    because: {en: fee, de: Gebühr}
                  - id: pound
                    amount: 5.00 GBP
                    because: {en: fee, de: Gebühr}
                """;
        assertThat(check("value > 500", "value > 100", fees).shadowed()).isEmpty();
    }

    @Test
    void aDeductionIsHiddenOnlyWhenItIsForEachOfItsGrades() {
        String deductions = """
                deductions:
                  - id: worn
                    grades: [WORN]
                    percent: 30
                    because: {en: worn, de: getragen}
                  - id: worn-or-damaged
                    grades: [WORN, DAMAGED]
                    percent: 50
                    because: {en: damaged, de: beschädigt}
                """;
        assertThat(check("value > 500", "value > 100", deductions).shadowed()).isEmpty();
        assertThat(check("value > 500", "value > 100", deductions.replace("[WORN]", "[DAMAGED, WORN]"))
                        .shadowed())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).startsWith("worn-or-damaged never counts"));
    }

    @Test
    void aReviewThatAsksForMorePeopleIsNotHidden() {
        String text = POLICY.formatted("value > 500", "value > 2000", "")
                .replace("queue: returns\n", "queue: returns\n    approvers: 2\n");
        assertThat(new OrderCheck(POLICIES.draft("shop.yaml", text)).shadowed()).isEmpty();
    }

    @Test
    void rulesThatHoldTogetherWithDifferentOutcomesAreShownUnlessOneIsTheSpecialCase() {
        assertThat(check("value > 500", "customer.returnsBefore > 3", "").overlaps())
                .containsExactly(new Finding(
                        "shop.yaml",
                        13,
                        "upper (line 8) and lower (line 13) can hold for the same return, with different outcomes; the former"
                                + " counts then."));
        assertThat(check("value > 2000", "value > 500", "").overlaps()).isEmpty();
        assertThat(check("order.country = 'DE'", "order.country = 'AT'", "").overlaps())
                .isEmpty();
    }

    @Test
    void theDeliveredPolicyHasNoRuleInVain() {
        assertThat(POLICIES.shadowed()).isEmpty();
        assertThat(POLICIES.overlaps())
                .extracting(Finding::message)
                .anySatisfy(message -> assertThat(message).contains("very-high-value", "late-fault"))
                .noneSatisfy(message ->
                        assertThat(message).startsWith("very-high-value (line").contains(" and high-value"));
    }

    /** Seeded: whatever conditions there are, a rule that is named decides nothing that the engine judges. */
    @Test
    void theEngineNeverLetsANamedRuleDecide() {
        Random random = new Random(20261127);
        int named = 0;
        for (int round = 0; round < 150; round++) {
            Policy policy = POLICIES.draft("shop.yaml", POLICY.formatted(any(random), any(random), ""));
            List<String> dead = new OrderCheck(policy)
                    .shadowed().stream()
                            .map(finding -> finding.message().split(" ", 2)[0])
                            .toList();
            named += dead.size();
            for (int one = 0; one < 20; one++) {
                Decision decision = policy.decide(Asked.on("2026-07-15")
                        .delivered(random.nextInt(40))
                        .tagged(List.of("vip", "gold", "none")
                                .subList(random.nextInt(2), 2 + random.nextInt(2))
                                .toArray(String[]::new))
                        .afterReturns(random.nextInt(6))
                        .from("US")
                        .line("Mug", random.nextInt(1, 9) + ".00", random.nextBoolean() ? "STYLE" : "OTHER")
                        .asCase());
                assertThat(dead).as(policy.rules().approval().toString()).doesNotContain(decision.rule());
            }
        }
        assertThat(named).as("rules that were named").isGreaterThan(10);
    }

    private static String any(Random random) {
        List<String> parts = new ArrayList<>();
        for (int part = 0; part <= random.nextInt(2); part++) {
            parts.add(
                    switch (random.nextInt(6)) {
                        case 0 -> "value " + (random.nextBoolean() ? "> " : "<= ") + random.nextInt(1, 9) * 100;
                        case 1 -> "line.reason = '" + (random.nextBoolean() ? "STYLE'" : "OTHER'");
                        case 2 -> "'" + (random.nextBoolean() ? "vip" : "gold") + "' in order.tags";
                        case 3 -> "customer.returnsBefore >= " + random.nextInt(4);
                        case 4 -> "$not(order.daysSinceDelivery > " + random.nextInt(30) + ")";
                        default -> "line.valueMinor > " + random.nextInt(1, 9) * 100;
                    });
        }
        return parts.stream().collect(Collectors.joining(random.nextBoolean() ? " and " : " or "));
    }
}
