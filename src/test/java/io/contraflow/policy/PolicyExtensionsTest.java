package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Decision.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Versions, seasons, waivers, four eyes, and a refund that comes sooner for some; where no law speaks. */
class PolicyExtensionsTest {
    private static final String SHOP = """
            name: shop
            valid-from: 2026-01-01
            description: Everything that a merchant may want besides.
            windows:
              - id: christmas
                when: order.placedOn >= '2026-11-01' and order.placedOn <= '2026-12-24'
                days: 30
                until: 2027-01-31
                because: {en: "until {lastDay}", de: "bis {lastDay}"}
              - id: always
                days: 30
                because: {en: "until {lastDay}", de: "bis {lastDay}"}
            approval:
              - id: four-eyes
                action: review
                queue: finance
                approvers: 2
                when: value > 200000
                because: {en: two look, de: zwei sehen hin}
              - id: serial
                action: review
                queue: returns
                when: customer.returnsBefore > 3
                because: {en: one looks, de: einer sieht hin}
              - id: rest
                action: auto
                because: {en: accepted, de: angenommen}
            restocking-fees:
              - id: opened
                percent: 10
                when: line.condition = 'OPENED'
                because: {en: "fee {fee}", de: "Gebühr {fee}"}
            label-fees:
              - id: label
                amount: 4.90 EUR
                because: {en: "label {fee}", de: "Etikett {fee}"}
            waivers:
              - id: vip
                waives: [restocking, label]
                when: "'vip' in order.tags"
                because: {en: "no fees for you", de: "keine Gebühren für Sie"}
              - id: our-fault
                waives: [label]
                when: line.reason = 'DAMAGED'
                because: {en: "the label is on us", de: "das Etikett übernehmen wir"}
            refund:
              moment: inspection
              by-rule:
                - id: trusted
                  when: "'vip' in order.tags"
                  moment: first-scan
                - id: cheap
                  when: value <= 1000
                  moment: approval
              shipping-on-full-return: true
            """;

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("shop.yaml"), SHOP);
    }

    private Decision decide(Asked asked) {
        return Policies.open(folder, Asked.noLaw()).policy("shop").decide(asked.asCase());
    }

    @ParameterizedTest(name = "placed 60 days before {0}, delivered {1} days before: {2}")
    @CsvSource({
        "2027-01-10, 50, APPROVE",
        "2027-01-31, 70, APPROVE",
        "2027-02-01, 70, DECLINE",
        "2027-02-10, 30, APPROVE",
        "2027-03-01, 31, DECLINE",
        "2026-10-30, 31, DECLINE"
    })
    void whatIsBoughtBeforeChristmasMayComeBackAtLeastUntilTheEndOfJanuary(String today, int days, Verdict verdict) {
        assertThat(decide(Asked.on(today).delivered(days).line("Mug", "10.00", "STYLE"))
                        .verdict())
                .isEqualTo(verdict);
    }

    @Test
    void aWaiverTakesTheFeesAndSaysSo() {
        Asked usual = Asked.on("2026-07-15").delivered(3).line("Mug", "50.00", "STYLE", "OPENED", List.of());
        assertThat(decide(usual).terms().fees()).hasSize(1);
        assertThat(decide(usual).terms().labelFee().minor()).isEqualTo(490);

        Decision vip = decide(
                Asked.on("2026-07-15").delivered(3).tagged("vip").line("Mug", "50.00", "STYLE", "OPENED", List.of()));
        assertThat(vip.terms().fees()).isEmpty();
        assertThat(vip.terms().labelFee().minor()).isZero();
        assertThat(vip.customerReason()).isEqualTo("accepted no fees for you");
        assertThat(vip.trace()).anySatisfy(step -> {
            assertThat(step.rule()).isEqualTo("vip");
            assertThat(step.fired()).isTrue();
        });

        Decision mixed = decide(Asked.on("2026-07-15")
                .delivered(3)
                .line("Mug", "50.00", "DAMAGED")
                .line("Cap", "50.00", "STYLE"));
        assertThat(mixed.terms().labelFee().minor())
                .as("one parcel with one line that is not our fault")
                .isEqualTo(490);
    }

    @Test
    void theMoneyGoesBackSoonerForSomeAndTheUppermostRuleCounts() {
        assertThat(moment(Asked.on("2026-07-15").delivered(3).line("Mug", "50.00", "STYLE")))
                .isEqualTo(RefundMoment.INSPECTION);
        assertThat(moment(Asked.on("2026-07-15").delivered(3).line("Mug", "10.00", "STYLE")))
                .isEqualTo(RefundMoment.APPROVAL);
        assertThat(moment(Asked.on("2026-07-15").delivered(3).tagged("vip").line("Mug", "10.00", "STYLE")))
                .isEqualTo(RefundMoment.FIRST_SCAN);
    }

    private RefundMoment moment(Asked asked) {
        return decide(asked).terms().moment();
    }

    @Test
    void ofSeveralReviewsTheUppermostNamesTheQueueAndTheStrictestTheNumberOfPeople() {
        Decision dear =
                decide(Asked.on("2026-07-15").delivered(3).afterReturns(9).line("Coat", "2000.01", "STYLE"));
        assertThat(dear.verdict()).isEqualTo(Verdict.REVIEW);
        assertThat(dear.queue()).isEqualTo("finance");
        assertThat(dear.approvers()).isEqualTo(2);

        Decision often =
                decide(Asked.on("2026-07-15").delivered(3).afterReturns(9).line("Coat", "10.00", "STYLE"));
        assertThat(often.queue()).isEqualTo("returns");
        assertThat(often.approvers()).isEqualTo(1);
    }

    @Test
    void anOrderIsJudgedByTheVersionThatWasValidWhenItWasPlaced() throws IOException {
        Files.writeString(
                folder.resolve("shop@2024-01-01.yaml"),
                SHOP.replace("valid-from: 2026-01-01", "valid-from: 2024-01-01").replace("days: 30", "days: 90"));
        Policies policies = Policies.open(folder, Asked.noLaw());

        assertThat(policies.names()).containsExactly("shop");
        assertThat(policies.versions("shop"))
                .extracting(Policy::validFrom)
                .containsExactly(LocalDate.parse("2026-01-01"), LocalDate.parse("2024-01-01"));
        assertThat(List.of("2023-06-01", "2025-12-31", "2026-01-01", "2026-07-01"))
                .extracting(placed -> policies.policy("shop", LocalDate.parse(placed))
                        .decide(Asked.on("2026-07-15")
                                .delivered(80)
                                .line("Mug", "10.00", "STYLE")
                                .asCase())
                        .verdict())
                .containsExactly(Verdict.APPROVE, Verdict.APPROVE, Verdict.DECLINE, Verdict.DECLINE);
    }

    @ParameterizedTest(name = "{0} -> {1}: line {2}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
            until: 2027-01-31     | until: 2027-02-31       | 8  | There is no day 2027-02-31.
            approvers: 2          | approvers: 3            | 17 | 'approvers' must look like 2
            waives: [label]       | waives: [everything]    | 43 | 'waives' must be a list of restocking, label, or both.
            moment: approval      | moment: sometime        | 54 | There is no moment 'sometime'.
            valid-from: 2026-01-01 | valid-from: tomorrow   | 2  | 'valid-from' must look like 2026-06-19
            """)
    void aMistakeIsNamedWithItsLine(String before, String after, int line, String message) throws IOException {
        assertThat(SHOP).contains(before);
        Files.writeString(folder.resolve("shop.yaml"), SHOP.replace(before, after));
        assertThatExceptionOfType(PolicyRejected.class)
                .isThrownBy(() -> Policies.open(folder, Asked.noLaw()))
                .satisfies(rejected -> assertThat(rejected.findings()).first().satisfies(finding -> {
                    assertThat(finding.message()).contains(message);
                    assertThat(finding.line()).isEqualTo(line);
                }));
    }
}
