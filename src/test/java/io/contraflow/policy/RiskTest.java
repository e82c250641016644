package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Regime;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a customer did before can make a person look at a return, and can do no more. */
class RiskTest {
    private static final Policies POLICIES = Policies.open(Path.of("config/policies"), Path.of("config/regions"));
    private static final String POLICY = """
            name: shop
            description: Looks twice at some.
            windows:
              - id: always
                days: 30
                because: {en: late, de: spät}
            approval:
              - id: rest
                action: auto
                because: {en: accepted, de: angenommen}
            risk:
              - id: repeat-returner
                when: customer.returnsInYear > 5
                queue: fraud
                because: {en: we look, de: wir sehen hin}
              - id: often-worn
                when: customer.wornBefore > 3 and value > 5000
                queue: risk
                because: {en: we look, de: wir sehen hin}
              - id: wrong-goods
                when: customer.wrongGoodsBefore > 1
                queue: risk
                because: {en: we look, de: wir sehen hin}
            refund:
              moment: inspection
              shipping-on-full-return: true
            """;

    private static Case after(History history, String country, String price) {
        Case usual = Asked.on("2026-07-15")
                .delivered(3)
                .from(country)
                .line("Coat", price, "CHANGED_MIND")
                .asCase();
        return new Case(usual.channel(), usual.order(), usual.lines(), history, usual.at(), usual.zone());
    }

    private static Decision decide(History history, String country, String price) {
        return POLICIES.draft("shop.yaml", POLICY).decide(after(history, country, price));
    }

    @ParameterizedTest(name = "{0} returns, {1} in a year, {2} worn, {3} wrong, {4} EUR: {5}")
    @CsvSource({
        "0, 0, 0, 0, 900.00, rest, ",
        "90, 5, 0, 0, 900.00, rest, ",
        "90, 6, 0, 0, 10.00, repeat-returner, fraud",
        "4, 4, 4, 0, 50.00, rest, ",
        "4, 4, 4, 0, 50.01, often-worn, risk",
        "2, 2, 0, 2, 10.00, wrong-goods, risk",
    })
    void eachSignalSendsToItsQueue(
            int returns, int inYear, int worn, int wrong, String price, String rule, String queue) {
        Decision decision = decide(new History(returns, inYear, worn, wrong), "US", price);
        assertThat(decision.rule()).isEqualTo(rule);
        assertThat(decision.queue()).isEqualTo(queue);
        assertThat(decision.verdict()).isEqualTo(queue == null ? Verdict.APPROVE : Verdict.REVIEW);
    }

    @Test
    void aWithdrawalOfTheWorstCustomerIsLookedAtAndKeepsItsRightItsClockAndItsMoney() {
        Decision worst = decide(new History(500, 500, 500, 500), "DE", "900.00");
        Decision best = decide(new History(0, 0, 0, 0), "DE", "900.00");
        assertThat(worst.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(worst.duty()).isNotNull().isEqualTo(best.duty());
        assertThat(worst.rights()).isEqualTo(best.rights()).allSatisfy(right -> assertThat(right.regime())
                .isEqualTo(Regime.WITHDRAWAL));
        assertThat(worst.terms()).isEqualTo(best.terms());
    }

    @Test
    void theTraceShowsWhatEachSignalSaw() {
        assertThat(POLICIES.draft("shop.yaml", POLICY).risks(after(new History(9, 6, 4, 0), "DE", "10.00")))
                .extracting(step -> step.rule() + " " + step.fired() + ": " + step.because())
                .containsExactly(
                        "repeat-returner true: customer.returnsInYear > 5 holds (customer.returnsInYear is 6)",
                        "often-worn false: customer.wornBefore > 3 and value > 5000 does not hold (customer.wornBefore is 4,"
                                + " value is 1000)",
                        "wrong-goods false: customer.wrongGoodsBefore > 1 does not hold (customer.wrongGoodsBefore is 0)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "approval:\n  - id: gone\n    action: decline\n    when: customer.wornBefore > 3",
                "approval:\n  - id: seen\n    action: review\n    when: value > 1 and customer.wornBefore > 3",
                "final-sale:\n  - id: gone\n    when: customer.wornBefore > 3",
                "label-fees:\n  - id: gone\n    amount: 4.90 EUR\n    when: customer.wornBefore > 3",
                "deductions:\n  - id: gone\n    grades: [WORN]\n    percent: 10\n    when: customer.wornBefore > 3",
            })
    void noOtherRuleMayAskForIt(String section) {
        String text = section.startsWith("approval:")
                ? POLICY.replace("approval:\n", section + "\n    because: {en: no, de: nein}\n")
                : POLICY.replace("refund:\n", section + "\n    because: {en: no, de: nein}\nrefund:\n");
        assertThatExceptionOfType(PolicyRejected.class)
                .isThrownBy(() -> POLICIES.draft("shop.yaml", text))
                .satisfies(rejected -> assertThat(rejected.findings())
                        .singleElement()
                        .satisfies(finding -> {
                            assertThat(finding.message())
                                    .isEqualTo(
                                            "customer.wornBefore can only make a person look. Move the rule to 'risk'.");
                            assertThat(text.lines().toList().get(finding.line() - 1))
                                    .contains("customer.wornBefore");
                        }));
    }

    @Test
    void aRuleOfRiskCanHaveNoOtherAction() {
        assertThatExceptionOfType(PolicyRejected.class)
                .isThrownBy(() -> POLICIES.draft("shop.yaml", POLICY.replace("queue: fraud", "action: decline")))
                .satisfies(rejected -> assertThat(rejected.findings())
                        .anySatisfy(finding -> assertThat(finding.message()).contains("action")));
    }
}
