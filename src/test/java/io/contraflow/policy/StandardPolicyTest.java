package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.contraflow.mapping.Mappings;
import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Disposition;
import io.contraflow.model.Money;
import io.contraflow.model.Resolution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The policy as it ships, read as a specification. */
class StandardPolicyTest {

    // A Wednesday with no holiday near, so that the fourteenth day is the fourteenth day.
    private static final String TODAY = "2026-07-15";

    private final Policy policy =
            Policies.open(Path.of("config/policies"), Path.of("config/regions")).policy("standard");

    @ParameterizedTest(name = "{0} days, {1}, {2}, tag {3}, {4} EUR: {5} by {6}, fee {7}")
    @CsvSource(delimiter = '|', textBlock = """
            # days | reason           | condition | tag        | price  | verdict | rule            | fee
            0      | CHANGED_MIND     |           |            | 19.90  | APPROVE | everything-else |
            14     | CHANGED_MIND     | OPENED    |            | 19.90  | APPROVE | everything-else |
            15     | CHANGED_MIND     | OPENED    |            | 19.90  | APPROVE | everything-else | restocking-opened
            15     | CHANGED_MIND     | UNOPENED  |            | 19.90  | APPROVE | everything-else |
            15     | TOO_SMALL        | OPENED    |            | 19.90  | APPROVE | everything-else |
            15     | DAMAGED          | OPENED    |            | 19.90  | APPROVE | everything-else |
            30     | CHANGED_MIND     |           |            | 19.90  | APPROVE | everything-else |
            31     | CHANGED_MIND     |           |            | 19.90  | DECLINE | window-standard |
            31     | DAMAGED          |           |            | 19.90  | REVIEW  | late-fault      |
            731    | NOT_AS_DESCRIBED |           |            | 19.90  | REVIEW  | late-fault      |
            732    | WRONG_ITEM       |           |            | 19.90  | DECLINE | window-faulty   |
            14     | CHANGED_MIND     |           | final-sale | 19.90  | APPROVE | everything-else |
            15     | CHANGED_MIND     |           | final-sale | 19.90  | DECLINE | final-sale      |
            15     | DAMAGED          |           | final-sale | 19.90  | APPROVE | everything-else |
            31     | CHANGED_MIND     |           | final-sale | 19.90  | DECLINE | window-standard |
            3      | LOST_INTEREST    |           |            | 19.90  | APPROVE | everything-else |
            15     | LOST_INTEREST    |           |            | 19.90  | DECLINE | reason-accepted |
            3      | CHANGED_MIND     |           |            | 500.00 | APPROVE | everything-else |
            3      | CHANGED_MIND     |           |            | 500.01 | REVIEW  | high-value      |
            31     | CHANGED_MIND     |           |            | 500.01 | DECLINE | window-standard |
            """)
    void decides(
            int days,
            String reason,
            String condition,
            String tag,
            String price,
            Verdict verdict,
            String rule,
            String fee) {
        Decision decision = policy.decide(Asked.on(TODAY)
                .delivered(days)
                .line("Mug", price, reason, condition == null ? "" : condition, tag == null ? List.of() : List.of(tag))
                .asCase());
        assertThat(decision.verdict()).isEqualTo(verdict);
        assertThat(decision.rule()).isEqualTo(rule);
        assertThat(decision.queue()).isEqualTo(verdict == Verdict.REVIEW ? "returns" : null);
        assertThat(decision.terms().fees())
                .extracting(Decision.Fee::rule)
                .isEqualTo(fee == null ? List.of() : List.of(fee));
    }

    @ParameterizedTest(name = "delivered {0}: last day without a fee {1}")
    @CsvSource({
        "2026-10-10, 2026-10-26", // the fourteenth day is a Saturday
        "2026-10-11, 2026-10-26", // a Sunday
        "2026-10-17, 2026-11-02", // a Saturday and Reformation Day, then All Saints
        "2026-11-20, 2026-12-04",
        "2026-12-11, 2026-12-28", // Christmas Day, Boxing Day, Sunday
        "2026-12-18, 2027-01-04", // New Year's Day and a weekend
        "2026-12-23, 2027-01-07", // Epiphany in three states
        "2027-03-12, 2027-03-30" // Good Friday to Easter Monday
    })
    void aWithdrawalIsNeverChargedAndAFinalSaleComesBackWhileTheLawSaysSo(String delivered, String lastDay) {
        assertThat(openedOn(delivered, lastDay).terms().fees()).isEmpty();
        assertThat(finalSaleOn(delivered, lastDay).verdict()).isEqualTo(Verdict.APPROVE);
        String dayAfter = LocalDate.parse(lastDay).plusDays(1).toString();
        assertThat(openedOn(delivered, dayAfter).terms().fees()).hasSize(1);
        assertThat(finalSaleOn(delivered, dayAfter).verdict()).isEqualTo(Verdict.DECLINE);
    }

    private Decision openedOn(String delivered, String today) {
        return policy.decide(Asked.on(today)
                .deliveredAt(delivered + "T12:00:00Z")
                .line("Mug", "10.00", "CHANGED_MIND", "OPENED", List.of())
                .asCase());
    }

    private Decision finalSaleOn(String delivered, String today) {
        return policy.decide(Asked.on(today)
                .deliveredAt(delivered + "T12:00:00Z")
                .line("Mug", "10.00", "CHANGED_MIND", "", List.of("final-sale"))
                .asCase());
    }

    @ParameterizedTest(name = "delivered {0}, asked {1}: {2}")
    @CsvSource({
        "2026-06-30T21:59:59Z, 2026-07-30T21:59:59Z, APPROVE", // last second of day 30 in Berlin
        "2026-06-30T21:59:59Z, 2026-07-30T22:00:00Z, DECLINE", // first second of day 31
        "2026-06-30T22:00:00Z, 2026-07-30T22:00:00Z, APPROVE", // delivered after midnight in Berlin, a day later
        "2026-10-01T10:00:00Z, 2026-10-31T22:59:59Z, APPROVE", // the clocks change inside the window
        "2026-10-01T10:00:00Z, 2026-10-31T23:00:00Z, DECLINE",
        "2026-07-30T10:00:00Z, 2026-07-29T10:00:00Z, APPROVE" // asked before the carrier's clock says delivered
    })
    void daysAreCalendarDaysOfTheChannelAndTheLastOneCounts(String delivered, String at, Verdict verdict) {
        Case asked = Asked.on(TODAY)
                .deliveredAt(delivered)
                .at(at)
                .line("Mug", "10.00", "TOO_BIG")
                .asCase();
        assertThat(policy.decide(asked).verdict()).isEqualTo(verdict);
    }

    @Test
    void aWindowDoesNotBeginBeforeADeliveryIsKnown() {
        Decision decision = policy.decide(Asked.on(TODAY)
                .line("Mug", "10.00", "CHANGED_MIND", "OPENED", List.of("final-sale"))
                .asCase());
        assertThat(decision.verdict()).isEqualTo(Verdict.APPROVE);
        assertThat(decision.terms().fees()).isEmpty();
        assertThat(decision.trace())
                .contains(new Decision.Step(
                        "window-standard",
                        "RL1",
                        false,
                        "the day of delivery is unknown, so the window has not begun"));
    }

    @Test
    void theTermsAreFilledWhateverTheVerdict() {
        for (String price : List.of("10.00", "600.00")) {
            for (int days : new int[] {20, 40}) {
                Decision decision = policy.decide(Asked.on(TODAY)
                        .delivered(days)
                        .line("Mug", price, "CHANGED_MIND", "OPENED", List.of())
                        .asCase());
                assertThat(decision.terms())
                        .isEqualTo(new Decision.Terms(
                                Decision.RefundMoment.INSPECTION,
                                List.of(new Decision.Fee(
                                        "RL1", "restocking-opened", 1500, Money.zero("EUR"), Money.of("50.00", "EUR"))),
                                Money.zero("EUR"),
                                "",
                                true,
                                List.of(
                                        new Decision.Offer("RL1", Resolution.GIFT_CARD, 0, "gift-card"),
                                        new Decision.Offer("RL1", Resolution.STORE_CREDIT, 1000, "store-credit"),
                                        new Decision.Offer("RL1", Resolution.EXCHANGE, 0, "exchange")),
                                List.of(new Decision.Deduction(
                                        "RL1",
                                        "WORN",
                                        3000,
                                        "worn",
                                        false,
                                        "Mug was used more than trying it on needs, so we keep 30% of its price.")),
                                price.equals("600.00")
                                        ? List.of(refurbished("DAMAGED"), refurbished("WORN"))
                                        : List.of()));
            }
        }
    }

    @Test
    void theValueOfAllLinesCountsAndOnlyThePiecesThatComeBack() {
        Asked twoOfThree = Asked.on(TODAY)
                .delivered(3)
                .line("Chair", 2, 3, "600.00", "TOO_BIG", "", List.of())
                .line("Mug", "100.00", "TOO_BIG");
        assertThat(policy.decide(twoOfThree.asCase()).verdict()).isEqualTo(Verdict.APPROVE);
        assertThat(policy.decide(twoOfThree.line("Spoon", "0.01", "STYLE").asCase())
                        .verdict())
                .isEqualTo(Verdict.REVIEW);
    }

    @Test
    void oneLineThatMayNotComeBackDeclinesTheReturnAndIsNamed() {
        Decision decision = policy.decide(Asked.on(TODAY)
                .delivered(20)
                .line("Mug", "10.00", "TOO_BIG")
                .line("Cap", "10.00", "STYLE", "", List.of("final-sale"))
                .line("Bag", "10.00", "LOST_INTEREST")
                .asCase());
        assertThat(decision.verdict()).isEqualTo(Verdict.DECLINE);
        assertThat(decision.rule()).isEqualTo("final-sale");
        assertThat(decision.reason())
                .startsWith("final-sale: line RL2 (SKU-CAP): 'final-sale' in line.tags and $not(order.withdrawalOpen)")
                .contains("line.tags is [final-sale]", "order.withdrawalOpen is false", "line.reason is STYLE")
                .endsWith("reason-accepted: line RL3 (SKU-BAG): the reason LOST_INTEREST is not accepted");
        assertThat(decision.customerReason())
                .isEqualTo("Cap was sold as a final sale and can no longer be returned."
                        + " We cannot take back Bag for this reason.");
    }

    @ParameterizedTest(name = "{0} in {1}")
    @CsvSource(delimiter = '|', textBlock = """
            accepted | en    | Your return for order #1042 is accepted.
            accepted | de    | Ihre Rücksendung zur Bestellung #1042 ist angenommen.
            accepted | de-AT | Ihre Rücksendung zur Bestellung #1042 ist angenommen.
            accepted | fr    | Your return for order #1042 is accepted.
            accepted | ''    | Your return for order #1042 is accepted.
            opened   | en    | Your return for order #1042 is accepted. Mug was opened, so we keep a restocking fee of 15%, at most £1.
            opened   | de    | Ihre Rücksendung zur Bestellung #1042 ist angenommen. Mug wurde geöffnet, daher behalten wir eine Bearbeitungsgebühr von 15 % ein, höchstens £1.
            late     | en    | Mug was delivered on 5 June 2026. It could be returned within 30 days, until 5 July 2026.
            late     | de    | Mug wurde am 5. Juni 2026 zugestellt. Eine Rückgabe war 30 Tage lang möglich, bis zum 5. Juli 2026.
            faulty   | en    | Mug was delivered on 7 July 2024. Defects could be claimed within two years, until 8 July 2026.
            faulty   | de    | Mug wurde am 7. Juli 2024 zugestellt. Mängel konnten zwei Jahre lang gemeldet werden, bis zum 8. Juli 2026.
            reason   | en    | We cannot take back Mug for this reason.
            reason   | de    | Aus diesem Grund können wir Mug nicht zurücknehmen.
            final    | en    | Mug was sold as a final sale and can no longer be returned.
            final    | de    | Mug war vom Umtausch ausgeschlossen und kann nicht mehr zurückgegeben werden.
            dear     | en    | We look at returns of this value (£2) ourselves and will get back to you soon.
            dear     | de    | Retouren in dieser Höhe (£2) sehen wir uns persönlich an und melden uns bald bei Ihnen.
            claim    | en    | We look into your complaint about order #1042 and will get back to you soon.
            claim    | de    | Wir prüfen Ihre Reklamation zur Bestellung #1042 und melden uns bald bei Ihnen.
            """)
    void speaksTheLanguageOfTheCustomer(String situation, String locale, String sentence) {
        Asked asked = Asked.on(TODAY).in(locale);
        switch (situation) {
            case "accepted" -> asked.delivered(3).line("Mug", "10.00", "STYLE");
            case "opened" -> asked.delivered(20).line("Mug", "10.00", "CHANGED_MIND", "OPENED", List.of());
            case "late" -> asked.delivered(40).line("Mug", "10.00", "STYLE");
            case "faulty" -> asked.delivered(738).line("Mug", "10.00", "DAMAGED");
            case "reason" -> asked.delivered(20).line("Mug", "10.00", "NONE");
            case "final" -> asked.delivered(20).line("Mug", "10.00", "STYLE", "", List.of("final-sale"));
            case "dear" -> asked.delivered(3).line("Mug", "1500.50", "STYLE");
            case "claim" -> asked.delivered(40).line("Mug", "10.00", "DAMAGED");
            default -> throw new IllegalArgumentException(situation);
        }
        boolean german = locale.startsWith("de");
        String expected = sentence.replace("£1", german ? "50,00 €" : "€50.00")
                .replace("£2", german ? "1.500,50 €" : "€1,500.50");
        assertThat(policy.decide(asked.asCase()).customerReason().replace('\u00a0', ' '))
                .isEqualTo(expected);
    }

    @Test
    void aDecisionExplainsItselfRuleByRule() {
        Decision decision = policy.decide(Asked.on(TODAY)
                .delivered(20)
                .line("Mug", "600.00", "CHANGED_MIND", "OPENED", List.of())
                .asCase());
        assertThat(decision.policy()).isEqualTo("standard");
        assertThat(decision.version()).isEqualTo(policy.version());
        assertThat(decision.reason()).isEqualTo("high-value: value > 50000 holds (value is 60000)");
        assertThat(decision.trace())
                .extracting(Decision.Step::rule, Decision.Step::line, Decision.Step::fired)
                .containsExactly(
                        tuple("window-faulty-abroad", "RL1", false),
                        tuple("window-faulty", "RL1", false),
                        tuple("window-standard", "RL1", false),
                        tuple("reason-accepted", "RL1", false),
                        tuple("final-sale", "RL1", false),
                        tuple("photo-of-damage", "RL1", false),
                        tuple("very-high-value", null, false),
                        tuple("high-value", null, true),
                        tuple("late-fault", "RL1", false),
                        tuple("everything-else", null, true),
                        tuple("often-worn", null, false),
                        tuple("wrong-goods-before", null, false),
                        tuple("restocking-opened", "RL1", true),
                        tuple("gift-card", "RL1", true),
                        tuple("store-credit", "RL1", true),
                        tuple("exchange", "RL1", true),
                        tuple("replacement", "RL1", false),
                        tuple("repair", "RL1", false),
                        tuple("keep-item", "RL1", false),
                        tuple("worn", "RL1", true),
                        tuple("refurbish-valuable", "RL1", true));
        assertThat(decision.trace())
                .extracting(Decision.Step::because)
                .contains(
                        "line.reason in ['DAMAGED', 'WRONG_ITEM', 'NOT_AS_DESCRIBED'] does not hold (line.reason is CHANGED_MIND)",
                        "delivered on 2026-06-25, 20 days ago; the window of 30 days runs until 2026-07-25",
                        "the reason CHANGED_MIND is accepted",
                        "it always applies");
        assertThat(decision.toString()).doesNotContain("my secret words");
    }

    @Test
    void theLabelFeeThatTheFileShowsInAComment(@TempDir Path folder) throws Exception {
        String text = Files.readString(Path.of("config/policies/standard.yaml"));
        int example = text.indexOf("# label-fees:");
        int end = text.indexOf("refund:");
        String uncommented = text.substring(example, end).replaceAll("(?m)^# ?", "");
        Files.writeString(
                folder.resolve("standard.yaml"), text.substring(0, example) + uncommented + text.substring(end));
        Policy charging = Policies.open(folder, Path.of("config/regions")).policy("standard");

        assertThat(charging.decide(mugAfter(14)).terms().labelFee()).isEqualTo(Money.zero("EUR"));
        assertThat(charging.decide(mugAfter(15)).terms().labelFee()).isEqualTo(Money.of("4.90", "EUR"));
        assertThat(charging.decide(mugAfter(15)).terms().labelRule()).isEqualTo("label-late");
    }

    private static Case mugAfter(int days) {
        return Asked.on(TODAY).delivered(days).line("Mug", "10.00", "STYLE").asCase();
    }

    @Test
    void theVersionIsTheHashOfTheFile() throws Exception {
        byte[] file = Files.readAllBytes(Path.of("config/policies/standard.yaml"));
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        assertThat(policy.version()).isEqualTo(hash.substring(0, 12));
    }

    @Test
    void everyRuleThatCanDeclineHasAWordOfTheShop() {
        Mappings mappings = Mappings.open(Path.of("mappings"));
        assertThat(List.of("window-faulty", "window-standard", "reason-accepted", "final-sale"))
                .allSatisfy(rule ->
                        assertThat(mappings.find("decline-reason", rule)).isPresent());
    }

    @Test
    void aLineThatTheOrderDoesNotHaveIsNotJudged() {
        Case good = Asked.on(TODAY).delivered(3).line("Mug", "10.00", "STYLE").asCase();
        Case mixed = new Case(good.channel(), Asked.on(TODAY).order(), good.lines(), 0, good.at(), good.zone());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> policy.decide(mixed))
                .withMessageContaining("names order line OL1, which order #1042 does not have");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Case("shop-de", good.order(), List.of(), 0, good.at(), good.zone()))
                .withMessageContaining("without lines");
    }

    private static Decision.Disposal refurbished(String grade) {
        return new Decision.Disposal("RL1", grade, Disposition.REFURBISH, "refurbish-valuable");
    }
}
