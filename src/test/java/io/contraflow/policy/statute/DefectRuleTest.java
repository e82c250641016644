package io.contraflow.policy.statute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contraflow.model.Money;
import io.contraflow.model.Resolution;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefectRuleTest {

    private final DefectRule german =
            new DefectRule("§ 438 BGB", Set.of("DAMAGED"), 2, List.of(Resolution.REPAIR, Resolution.REPLACEMENT), 0);
    private final DefectRule british =
            new DefectRule("CRA 2015", Set.of("DAMAGED"), 6, List.of(Resolution.REPAIR, Resolution.REPLACEMENT), 30);

    @ParameterizedTest(name = "delivered {0}, shown {1}, handed back {2}, repaired {3}: until {4}")
    @CsvSource(delimiter = '|', nullValues = "never", textBlock = """
            2026-09-01 | never      | never      | false | 2028-09-01
            # It showed late: four months remain.
            2026-09-01 | 2028-08-20 | never      | false | 2028-12-20
            2026-09-01 | 2027-01-10 | never      | false | 2028-09-01
            # It showed only when the claim had ended.
            2026-09-01 | 2028-09-02 | never      | false | 2028-09-01
            # A replacement handed back near the end: two months remain. A repair adds a year, once.
            2026-09-01 | never      | 2028-08-15 | false | 2028-10-15
            2026-09-01 | never      | 2027-03-01 | true  | 2029-09-01
            2028-02-29 | never      | never      | false | 2030-02-28
            """)
    void aComplaintIsInTimeForTwoYearsAndLongerForLateDefectsAndRepairs(
            String delivered, @Nullable String shown, @Nullable String handedBack, boolean repaired, String lastDay) {
        Period period = german.period(
                new DefectRule.History(LocalDate.parse(delivered), day(shown), day(handedBack), repaired));
        assertThat(period.lastDay()).isEqualTo(lastDay);
    }

    @Test
    void whileTheDeliveryIsUnknownOrTheLawNamesNoEndItIsInTime() {
        assertThat(german.period(new DefectRule.History(null, null, null, false))
                        .lastDay())
                .isNull();
        DefectRule australian =
                new DefectRule("ACL", Set.of("DAMAGED"), null, List.of(Resolution.REFUND, Resolution.REPLACEMENT), 0);
        assertThat(australian
                        .period(new DefectRule.History(LocalDate.parse("2020-01-01"), null, null, false))
                        .lastDay())
                .isNull();
    }

    @Test
    void aBritishBuyerMayRejectForThirtyDays() {
        LocalDate received = LocalDate.parse("2026-07-01");
        assertThat(british.choices(received, LocalDate.parse("2026-07-31")))
                .containsExactly(Resolution.REFUND, Resolution.REPAIR, Resolution.REPLACEMENT);
        assertThat(british.choices(received, LocalDate.parse("2026-08-01")))
                .containsExactly(Resolution.REPAIR, Resolution.REPLACEMENT);
        assertThat(german.choices(received, received)).doesNotContain(Resolution.REFUND);
    }

    @Test
    void nothingIsDeductedWithoutGradeEvidenceAndReason() {
        Money loss = Money.of("5.00", "EUR");
        assertThat(new ValueLoss("RL1", "WORN", List.of("photo-1.jpg"), "Worn outdoors", loss).evidence())
                .hasSize(1);
        assertRefused("grade", () -> new ValueLoss("RL1", " ", List.of("photo-1.jpg"), "Worn outdoors", loss));
        assertRefused("evidence", () -> new ValueLoss("RL1", "WORN", List.of(" "), "Worn outdoors", loss));
        assertRefused("reason", () -> new ValueLoss("RL1", "WORN", List.of("photo-1.jpg"), "", loss));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ValueLoss("RL1", "WORN", List.of("photo-1.jpg"), "Worn outdoors", Money.zero("EUR")));
    }

    private static void assertRefused(String missing, org.assertj.core.api.ThrowableAssert.ThrowingCallable made) {
        assertThatIllegalArgumentException().isThrownBy(made).withMessageContaining("the " + missing + " is missing");
    }

    private static @Nullable LocalDate day(@Nullable String day) {
        return day == null ? null : LocalDate.parse(day);
    }
}
