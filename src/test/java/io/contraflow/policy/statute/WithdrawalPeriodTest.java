package io.contraflow.policy.statute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fourteen days, from the day after receipt, in Berlin. */
class WithdrawalPeriodTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final WithdrawalRule rule = new WithdrawalRule(
            "§ 355 BGB", 14, true, List.of(), 12, WithdrawalRule.LabelFee.WHEN_TOLD, true, true, List.of());

    @ParameterizedTest(name = "received {0}, holidays of {1}: until {2}, outside from {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # received | places            | last day   | first moment outside
            2026-10-10 | DE                | 2026-10-26 | 2026-10-26T23:00:00Z
            2026-10-11 | DE                | 2026-10-26 | 2026-10-26T23:00:00Z
            2026-10-17 | DE                | 2026-11-02 | 2026-11-02T23:00:00Z
            2026-10-17 | DE-ST             | 2026-11-02 | 2026-11-02T23:00:00Z
            2026-11-20 | DE                | 2026-12-04 | 2026-12-04T23:00:00Z
            2026-11-21 | DE                | 2026-12-07 | 2026-12-07T23:00:00Z
            2026-12-11 | DE                | 2026-12-28 | 2026-12-28T23:00:00Z
            2026-12-18 | DE                | 2027-01-04 | 2027-01-04T23:00:00Z
            2026-12-23 | DE                | 2027-01-06 | 2027-01-06T23:00:00Z
            2026-12-23 | DE-BY             | 2027-01-07 | 2027-01-07T23:00:00Z
            2026-12-23 | DE-BW             | 2027-01-07 | 2027-01-07T23:00:00Z
            2026-12-23 | DE-ST             | 2027-01-07 | 2027-01-07T23:00:00Z
            2026-12-31 | DE                | 2027-01-14 | 2027-01-14T23:00:00Z
            2027-02-22 | DE                | 2027-03-08 | 2027-03-08T23:00:00Z
            2027-02-22 | DE-BE             | 2027-03-09 | 2027-03-09T23:00:00Z
            2027-03-12 | DE                | 2027-03-30 | 2027-03-30T22:00:00Z
            2027-03-15 | DE                | 2027-03-30 | 2027-03-30T22:00:00Z
            2027-04-22 | DE                | 2027-05-07 | 2027-05-07T22:00:00Z
            2027-05-13 | DE                | 2027-05-27 | 2027-05-27T22:00:00Z
            2027-05-13 | DE-NW             | 2027-05-28 | 2027-05-28T22:00:00Z
            2027-05-13 | DE-BY             | 2027-05-28 | 2027-05-28T22:00:00Z
            2027-05-13 | DE-BW             | 2027-05-28 | 2027-05-28T22:00:00Z
            2028-02-15 | DE                | 2028-02-29 | 2028-02-29T23:00:00Z
            # Several places: the later end. Any state: that of the strictest one, towns included.
            2026-12-23 | DE-BE DE-BY       | 2027-01-07 | 2027-01-07T23:00:00Z
            2026-12-23 | DE-*              | 2027-01-07 | 2027-01-07T23:00:00Z
            2027-11-03 | DE-SN             | 2027-11-18 | 2027-11-18T23:00:00Z
            # The buyer's country and the seller's: Corpus Christi is free in all of Austria.
            2027-05-13 | DE AT             | 2027-05-28 | 2027-05-28T22:00:00Z
            """)
    void endsOnTheFourteenthDayOrTheNextWorkingDay(String received, String places, String lastDay, String outside) {
        Period period = rule.period(
                LocalDate.parse(received), LocalDate.parse(received), WorkingDays.of(List.of(places.split(" "))));
        assertThat(period.lastDay()).isEqualTo(lastDay);
        assertThat(period.endsAt(BERLIN)).isEqualTo(outside);
    }

    @Test
    void theLastSecondCountsAndTheNextDoesNot() {
        Period period = instructed("2026-11-20", "2026-11-01");
        assertThat(period.isOpen(Instant.parse("2026-12-04T22:59:59Z"), BERLIN)).isTrue();
        assertThat(period.isOpen(Instant.parse("2026-12-04T23:00:00Z"), BERLIN)).isFalse();
    }

    @Test
    void theHourThatTheClocksGiveBackBelongsToTheCustomer() {
        Period period = instructed("2026-10-11", "2026-10-01");
        assertThat(period.isOpen(Instant.parse("2026-10-26T22:59:59Z"), BERLIN)).isTrue();
        assertThat(period.isOpen(Instant.parse("2026-10-26T23:00:00Z"), BERLIN)).isFalse();
    }

    @Test
    void hasNotBegunWhileTheDayOfReceiptIsUnknown() {
        Period period = rule.period(null, LocalDate.parse("2020-01-01"), WorkingDays.of(List.of("DE")));
        assertThat(period.lastDay()).isNull();
        assertThat(period.isOpen(Instant.parse("2036-01-01T00:00:00Z"), BERLIN)).isTrue();
    }

    @ParameterizedTest(name = "received {0}, instructed {1}: until {2}")
    @CsvSource(delimiter = '|', nullValues = "never", textBlock = """
            2026-06-01 | 2026-06-01 | 2026-06-15
            2026-06-01 | never      | 2027-06-15
            2026-06-01 | 2026-09-01 | 2026-09-15
            2026-06-01 | 2027-06-01 | 2027-06-15
            2026-06-01 | 2027-06-10 | 2027-06-15
            2028-02-29 | never      | 2029-03-14
            2026-06-02 | never      | 2027-06-16
            2026-05-30 | never      | 2027-06-14
            """)
    void withoutAProperInstructionItLastsUpToTwelveMonthsLonger(
            String received, @Nullable String instructed, String lastDay) {
        assertThat(instructed(received, instructed).lastDay()).isEqualTo(lastDay);
    }

    @Test
    void whereTheLawKnowsNoShiftTheFourteenthDayIsTheLast() {
        WithdrawalRule british = new WithdrawalRule(
                "reg. 30", 14, false, List.of(), 12, WithdrawalRule.LabelFee.WHEN_TOLD, true, true, List.of());
        LocalDate received = LocalDate.parse("2026-10-10");
        assertThat(british.period(received, received, WorkingDays.of(List.of())).lastDay())
                .isEqualTo("2026-10-24");
    }

    @Test
    void aPlaceWithoutACalendarIsRefused() {
        for (String place : List.of("DE-XX", "XX", "de", "DE-", "Germany")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WorkingDays.of(List.of(place)))
                    .withMessageContaining(place);
        }
    }

    private Period instructed(String received, @Nullable String instructed) {
        return rule.period(
                LocalDate.parse(received),
                instructed == null ? null : LocalDate.parse(instructed),
                WorkingDays.of(List.of("DE")));
    }
}
