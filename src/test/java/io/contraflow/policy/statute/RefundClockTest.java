package io.contraflow.policy.statute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.contraflow.model.RefundDuty;
import io.contraflow.model.RefundDuty.From;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By when the money must be back, read as a specification. Berlin is two hours ahead in summer, one in winter. */
class RefundClockTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final RefundDuty GERMAN = new RefundDuty("§ 357 BGB", From.DECLARATION, 14, 10, 13, true);
    private static final RefundDuty BRITISH = new RefundDuty("regs 34, 35", From.GOODS_OR_PROOF, 14, 10, 13, true);
    private static final String DECLARED = "2026-07-01T10:00:00Z";

    @ParameterizedTest(name = "goods back {0}, proof of dispatch {1}: due {2}, warn {3}, alarm {4}, too late {5}")
    @CsvSource(delimiter = '|', nullValues = "never", textBlock = """
            # goods back           | proof of dispatch    | due        | warn                 | alarm                | too late
            2026-07-06T08:00:00Z   | never                | 2026-07-15 | 2026-07-10T22:00:00Z | 2026-07-13T22:00:00Z | 2026-07-15T22:00:00Z
            never                  | 2026-07-03T08:00:00Z | 2026-07-15 | 2026-07-10T22:00:00Z | 2026-07-13T22:00:00Z | 2026-07-15T22:00:00Z
            # Late goods: due on the day on which they come, or on which the customer shows that they were sent.
            2026-07-20T08:00:00Z   | never                | 2026-07-20 | 2026-07-20T08:00:00Z | 2026-07-20T08:00:00Z | 2026-07-20T22:00:00Z
            2026-07-24T08:00:00Z   | 2026-07-18T08:00:00Z | 2026-07-18 | 2026-07-18T08:00:00Z | 2026-07-18T08:00:00Z | 2026-07-18T22:00:00Z
            2026-07-16T08:00:00Z   | 2026-07-12T08:00:00Z | 2026-07-15 | 2026-07-12T08:00:00Z | 2026-07-13T22:00:00Z | 2026-07-15T22:00:00Z
            """)
    void theMoneyIsDueFourteenDaysAfterTheDeclarationOrWhenTheGoodsOrTheirProofCome(
            @Nullable String received, @Nullable String proof, String due, String warn, String alarm, String breach) {
        RefundClock clock = RefundClock.of(GERMAN, facts(received, proof), BERLIN);
        assertThat(clock.start()).isEqualTo("2026-07-01");
        assertThat(clock.waitsForGoods()).isFalse();
        assertThat(clock.dueDay()).isEqualTo(due);
        assertThat(clock.warnAt()).isEqualTo(warn);
        assertThat(clock.alarmAt()).isEqualTo(alarm);
        assertThat(clock.breachAt()).isEqualTo(breach);
    }

    @Test
    void withoutGoodsAndProofItMayWait() {
        RefundClock clock = RefundClock.of(GERMAN, facts(null, null), BERLIN);
        assertThat(clock)
                .isEqualTo(new RefundClock(
                        "§ 357 BGB", java.time.LocalDate.parse("2026-07-01"), true, null, null, null, null, null));
    }

    @Test
    void whoOfferedToFetchTheGoodsMayNotWaitForThem() {
        RefundClock clock = RefundClock.of(GERMAN.withoutWaiting(), facts(null, null), BERLIN);
        assertThat(clock.waitsForGoods()).isFalse();
        assertThat(clock.dueDay()).isEqualTo("2026-07-15");
        RefundClock late = RefundClock.of(GERMAN.withoutWaiting(), facts("2026-07-20T08:00:00Z", null), BERLIN);
        assertThat(late.dueDay()).isEqualTo("2026-07-15");
    }

    @Test
    void inBritainFourteenDaysRunFromTheGoodsOrTheirProof() {
        assertThat(RefundClock.of(BRITISH, facts(null, null), BERLIN).start()).isNull();
        RefundClock clock = RefundClock.of(BRITISH, facts("2026-07-20T08:00:00Z", "2026-07-18T08:00:00Z"), BERLIN);
        assertThat(clock.start()).isEqualTo("2026-07-18");
        assertThat(clock.dueDay()).isEqualTo("2026-08-01");
        assertThat(RefundClock.of(BRITISH.withoutWaiting(), facts(null, null), BERLIN)
                        .dueDay())
                .isEqualTo("2026-07-15");
    }

    @Test
    void whatTheMerchantAgreedToBeginsWithTheAgreement() {
        RefundDuty agreed = new RefundDuty("s. 20 CRA", From.AGREEMENT, 14, 10, 13, false);
        assertThat(RefundClock.of(agreed, facts(null, null), BERLIN).dueDay()).isNull();
        RefundClock.Facts facts =
                new RefundClock.Facts(Instant.parse(DECLARED), Instant.parse("2026-07-03T10:00:00Z"), null, null);
        assertThat(RefundClock.of(agreed, facts, BERLIN).dueDay()).isEqualTo("2026-07-17");
    }

    @Test
    void theClockChangeDoesNotShortenTheLastDay() {
        RefundClock.Facts facts = new RefundClock.Facts(
                Instant.parse("2026-10-20T10:00:00Z"), null, Instant.parse("2026-10-22T10:00:00Z"), null);
        RefundClock clock = RefundClock.of(GERMAN, facts, BERLIN);
        assertThat(clock.dueDay()).isEqualTo("2026-11-03");
        assertThat(clock.breachAt()).isEqualTo("2026-11-03T23:00:00Z");
    }

    @Test
    void aDutyWhoseDaysAreOutOfOrderIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RefundDuty("x", From.DECLARATION, 14, 13, 10, true))
                .withMessageContaining("must come in order");
    }

    private static RefundClock.Facts facts(@Nullable String received, @Nullable String proof) {
        return new RefundClock.Facts(
                Instant.parse(DECLARED),
                null,
                received == null ? null : Instant.parse(received),
                proof == null ? null : Instant.parse(proof));
    }
}
