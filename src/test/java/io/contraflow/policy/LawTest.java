package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.mapping.Finding;
import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Money;
import io.contraflow.model.RefundDuty;
import io.contraflow.model.Regime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The law of the customer's country stands above a policy that wants everything. */
class LawTest {
    private static final Path REGIONS = Path.of("config/regions");
    private static final String TODAY = "2026-07-15";
    /** Gives three days, takes one reason, declines and charges whatever it can. */
    static final String GREEDY = """
            name: greedy
            description: What a merchant must not do.
            windows:
              - id: three-days
                days: 3
                because: {en: late, de: zu spät}
            reasons:
              id: only-too-big
              accepted: [TOO_BIG]
              because: {en: "no {item}", de: "kein {item}"}
            final-sale:
              - id: sale-is-final
                when: "'sale' in line.tags"
                because: {en: final, de: endgültig}
            approval:
              - id: no-serial-returners
                action: decline
                when: customer.returnsBefore > 5
                because: {en: too often, de: zu oft}
              - id: rest
                action: auto
                because: {en: accepted, de: angenommen}
            restocking-fees:
              - id: opened
                percent: 20
                when: line.condition = 'OPENED'
                because: {en: "fee {fee}", de: "Gebühr {fee}"}
            label-fees:
              - id: label
                amount: 4.90 EUR
                because: {en: "label {fee}", de: "Etikett {fee}"}
            refund:
              moment: inspection
              shipping-on-full-return: false
            """;

    static final String WEAR = """
            deductions:
              - id: worn
                grades: [WORN]
                percent: 40
                because: {en: "{item} was worn, so we keep {percent}.", de: "{item}: getragen, {percent}."}
            """;

    @TempDir
    Path folder;

    private Policies policies;
    private Policy greedy;

    @BeforeEach
    void read() throws IOException {
        greedy = policy(GREEDY);
    }

    private Policy policy(String text) throws IOException {
        Files.writeString(folder.resolve("greedy.yaml"), text);
        policies = Policies.open(folder, REGIONS);
        return policies.policy("greedy");
    }

    @ParameterizedTest(name = "{0}, {1} days, {2}, {3}, tag {4}, {5} returns before: {6} as {7}, fee {8}, label {9}")
    @CsvSource(delimiter = '|', textBlock = """
            # country | days | reason       | condition | tag            | before | verdict | regime     | fee   | label
            DE        | 3    | CHANGED_MIND | OPENED    | sale           | 9      | APPROVE | WITHDRAWAL | false | 0.00
            DE        | 14   | OTHER        |           |                | 0      | APPROVE | WITHDRAWAL | false | 0.00
            DE        | 15   | OTHER        |           |                | 0      | DECLINE | GOODWILL   | false | 4.90
            DE        | 2    | TOO_BIG      | OPENED    |                | 0      | APPROVE | WITHDRAWAL | false | 0.00
            AT        | 14   | CHANGED_MIND |           |                | 0      | APPROVE | WITHDRAWAL | false | 0.00
            ''        | 14   | CHANGED_MIND |           |                | 0      | APPROVE | WITHDRAWAL | false | 0.00
            GB        | 14   | CHANGED_MIND | OPENED    | sale           | 9      | APPROVE | WITHDRAWAL | false | 0.00
            GB        | 15   | CHANGED_MIND |           |                | 0      | DECLINE | GOODWILL   | false | 4.90
            US        | 2    | TOO_BIG      | OPENED    |                | 0      | APPROVE | GOODWILL   | true  | 4.90
            US        | 4    | TOO_BIG      |           |                | 0      | DECLINE | GOODWILL   | false | 4.90
            US        | 2    | CHANGED_MIND |           |                | 0      | DECLINE | GOODWILL   | false | 4.90
            AU        | 4    | CHANGED_MIND |           |                | 0      | DECLINE | GOODWILL   | false | 4.90
            AU        | 900  | DAMAGED      | OPENED    | sale           | 0      | APPROVE | DEFECT     | false | 0.00
            AU        | 900  | DAMAGED      |           |                | 9      | REVIEW  | DEFECT     | false | 0.00
            DE        | 700  | DAMAGED      | OPENED    | sale           | 0      | APPROVE | DEFECT     | false | 0.00
            DE        | 700  | DAMAGED      |           |                | 9      | REVIEW  | DEFECT     | false | 0.00
            DE        | 740  | DAMAGED      |           |                | 0      | DECLINE | GOODWILL   | false | 4.90
            DE        | 5    | WRONG_ITEM   |           |                | 9      | APPROVE | WITHDRAWAL | false | 0.00
            DE        | 5    | CHANGED_MIND |           | sealed-hygiene | 0      | APPROVE | WITHDRAWAL | false | 0.00
            DE        | 5    | CHANGED_MIND | OPENED    | sealed-hygiene | 0      | DECLINE | GOODWILL   | true  | 4.90
            DE        | 5    | CHANGED_MIND |           | made-to-order  | 0      | DECLINE | GOODWILL   | false | 4.90
            DE        | 5    | DAMAGED      |           | made-to-order  | 0      | APPROVE | DEFECT     | false | 0.00
            DE        | 2    | TOO_BIG      |           | perishable     | 0      | APPROVE | GOODWILL   | false | 4.90
            """)
    void decides(
            String country,
            int days,
            String reason,
            String condition,
            String tag,
            int before,
            Verdict verdict,
            Regime regime,
            boolean fee,
            String label) {
        Decision decision = greedy.decide(Asked.on(TODAY)
                .from(country)
                .delivered(days)
                .afterReturns(before)
                .line(
                        "Mug",
                        "20.00",
                        reason,
                        condition == null ? "" : condition,
                        tag == null ? List.of() : List.of(tag))
                .asCase());

        assertThat(decision.verdict()).as("%s", decision.trace()).isEqualTo(verdict);
        assertThat(decision.rights()).singleElement().satisfies(right -> assertThat(right.regime())
                .isEqualTo(regime));
        assertThat(!decision.terms().fees().isEmpty()).as("restocking fee").isEqualTo(fee);
        assertThat(decision.terms().labelFee()).isEqualTo(Money.of(label, "EUR"));
    }

    @Test
    void theDecisionTellsAgentAndCustomerThatTheLawSpoke() {
        Decision decision = greedy.decide(Asked.on(TODAY)
                .in("de")
                .delivered(10)
                .line("Mug", "20.00", "CHANGED_MIND", "OPENED", List.of("sale"))
                .asCase());

        assertThat(decision.trace())
                .filteredOn(step -> step.because().contains("355"))
                .extracting(Decision.Step::rule)
                .containsExactly("three-days", "only-too-big", "sale-is-final", "opened", "label");
        assertThat(decision.reason())
                .contains("the law stands above three-days, only-too-big, sale-is-final, opened, label");
        assertThat(decision.customerReason())
                .startsWith("Sie haben den Vertrag zur Bestellung #1042 rechtzeitig widerrufen");
        assertThat(decision.rights())
                .containsExactly(new Decision.Right(
                        "RL1",
                        Regime.WITHDRAWAL,
                        "§§ 312g, 355, 356 BGB",
                        LocalDate.parse("2026-07-20"),
                        "received on 2026-07-05; 2026-07-19 is no working day"));
        assertThat(decision.terms().shippingOnFullReturn()).isTrue();
        assertThat(decision.duty()).isNotNull().satisfies(duty -> {
            assertThat(duty.ground()).isEqualTo("§ 357 (1), (4) BGB");
            assertThat(duty.from()).isEqualTo(RefundDuty.From.DECLARATION);
            assertThat(duty.days()).isEqualTo(14);
        });
    }

    @Test
    void oneParcelWithAndWithoutARightIsLookedAtByAPerson() {
        Decision decision = greedy.decide(Asked.on(TODAY)
                .delivered(100)
                .line("Mug", "20.00", "DAMAGED")
                .line("Cap", "20.00", "CHANGED_MIND")
                .asCase());

        assertThat(decision.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(decision.reason()).contains("line RL2", "other lines come back by right");
    }

    @Test
    void whoWasNeverToldOfTheRightHasItForAYearLongerAndWhoWasToldOfTheLabelPaysForIt() throws IOException {
        Asked late = Asked.on(TODAY).delivered(300).line("Mug", "20.00", "CHANGED_MIND");
        assertThat(greedy.decide(late.asCase()).verdict()).isEqualTo(Verdict.DECLINE);
        Policy silent = policy(GREEDY.replace("windows:", "told-before-buying: []\nwindows:"));
        assertThat(silent.decide(late.asCase()).verdict()).isEqualTo(Verdict.APPROVE);

        Asked soon = Asked.on(TODAY).delivered(3).line("Mug", "20.00", "CHANGED_MIND");
        Policy telling = policy(GREEDY.replace("windows:", "told-before-buying: [withdrawal, label-fee]\nwindows:"));
        assertThat(telling.decide(soon.asCase()).terms().labelFee()).isEqualTo(Money.of("4.90", "EUR"));
        assertThat(telling.decide(Asked.on(TODAY)
                                .delivered(3)
                                .line("Mug", "20.00", "DAMAGED")
                                .asCase())
                        .terms()
                        .labelFee())
                .as("the way back of faulty goods")
                .isEqualTo(Money.zero("EUR"));
    }

    @Test
    void everyRuleAgainstTheLawIsNamedWithItsLineWhenTheFileIsRead() {
        List<Finding> german = policies.unlawful().stream()
                .filter(finding -> finding.message().contains("withdrawal (European Union"))
                .toList();

        assertThat(german).extracting(Finding::line).containsExactly(4, 8, 12, 16, 24, 29, 33);
        assertThat(german.get(4).file()).endsWith("greedy.yaml");
        assertThat(german.get(4).message())
                .startsWith(
                        "opened charges a restocking fee on a withdrawal (European Union (German text), §§ 312g, 355, 356"
                                + " BGB), for example CHANGED_MIND, OPENED, 0 days after delivery. It has no effect there;");
        assertThat(policies.unlawful())
                .extracting(Finding::message)
                .anyMatch(message -> message.startsWith("no-serial-returners declines a complaint (Australia"))
                .noneMatch(message -> message.contains("United States"));
    }

    @Test
    void wearCostsSomethingOnAWithdrawalOnlyAgainstEvidenceAndNothingWhenGoodsWereFaulty() throws IOException {
        Policy wear = policy(GREEDY.replace("refund:\n", WEAR + "refund:\n"));

        assertThat(deductions(wear, 3, "TOO_BIG")).singleElement().satisfies(deduction -> {
            assertThat(deduction.needsEvidence()).isTrue();
            assertThat(deduction.words()).isEqualTo("Mug was worn, so we keep 40%.");
        });
        assertThat(deductions(wear, 3, "DAMAGED")).isEmpty();
        assertThat(policies.unlawful())
                .extracting(Finding::message)
                .filteredOn(message -> message.startsWith("worn "))
                .as("a complaint in each country that has the right, and nothing else")
                .isNotEmpty()
                .allMatch(message -> message.startsWith("worn keeps a part of the goods of a complaint ("));

        Policy silent = policy(GREEDY.replace("windows:", "told-before-buying: []\nwindows:")
                .replace("refund:\n", WEAR + "refund:\n"));
        assertThat(deductions(silent, 3, "TOO_BIG"))
                .as("who was not told of the right bears nothing")
                .isEmpty();
        assertThat(policies.unlawful())
                .extracting(Finding::message)
                .anyMatch(message ->
                        message.startsWith("worn keeps a part of the goods of a withdrawal (European Union"));
    }

    private static List<Decision.Deduction> deductions(Policy policy, int days, String reason) {
        return policy.decide(Asked.on(TODAY)
                        .delivered(days)
                        .line("Mug", "20.00", reason)
                        .asCase())
                .terms()
                .deductions();
    }

    @Test
    void whatALawCallsMisleadingNoCustomerMayRead() throws IOException {
        policy(GREEDY.replace(
                "because: {en: final, de: endgültig}", "because: {en: No refund on sale items, de: endgültig}"));

        assertThat(policies.unlawful())
                .filteredOn(finding -> finding.message().contains("misleading"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.line()).isEqualTo(12);
                    assertThat(finding.message())
                            .startsWith("sale-is-final tells customers 'no refund on sale', which is"
                                    + " misleading by law (Australia, Australian Consumer Law");
                });
    }

    @Test
    void theDeliveredPolicyHasNothingAgainstTheLaw() {
        assertThat(Policies.open(Path.of("config/policies"), REGIONS).unlawful())
                .isEmpty();
    }

    @Test
    void whateverIsAskedNoOpenRightIsCut() {
        Random random = new Random(20261126);
        int protectedOnes = 0;
        for (int i = 0; i < 20_000; i++) {
            Asked asked = Asked.on(LocalDate.parse("2026-07-01")
                            .plusDays(random.nextInt(600))
                            .toString())
                    .from(one(random, "DE", "AT", "FR", "", "GB", "US", "AU", "JP"))
                    .delivered(random.nextInt(random.nextBoolean() ? 20 : 800))
                    .afterReturns(random.nextInt(12));
            int lines = 1 + random.nextInt(3);
            for (int line = 0; line < lines; line++) {
                asked.line(
                        "Mug" + line,
                        one(random, "0.01", "19.99", "649.00"),
                        one(random, "CHANGED_MIND", "TOO_BIG", "DAMAGED", "WRONG_ITEM", "OTHER", "WHATEVER"),
                        one(random, "", "OPENED", "USED"),
                        random.nextBoolean()
                                ? List.of()
                                : List.of(one(random, "sale", "sealed-hygiene", "made-to-order")));
            }
            Decision decision = greedy.decide(asked.asCase());
            boolean withdrawal = has(decision, Regime.WITHDRAWAL);
            boolean any = withdrawal || has(decision, Regime.DEFECT);
            protectedOnes += any ? 1 : 0;
            if (any) {
                assertThat(decision.verdict()).isNotEqualTo(Verdict.DECLINE);
                assertThat(decision.terms().labelFee()).isEqualTo(Money.zero("EUR"));
            }
            if (withdrawal) {
                assertThat(decision.terms().shippingOnFullReturn()).isTrue();
                assertThat(decision.duty()).isNotNull();
            }
            assertThat(decision.terms().fees()).allSatisfy(fee -> assertThat(decision.rights())
                    .filteredOn(right -> right.lineId().equals(fee.lineId()))
                    .allSatisfy(right -> assertThat(right.regime()).isEqualTo(Regime.GOODWILL)));
        }
        assertThat(protectedOnes).isBetween(5_000, 19_000);
    }

    private static boolean has(Decision decision, Regime regime) {
        return decision.rights().stream().anyMatch(right -> right.regime() == regime);
    }

    private static String one(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
