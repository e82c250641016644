package io.contraflow.policy.statute;

import io.contraflow.model.RefundDuty;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * By when the money must be back, as far as is known. Weekends and holidays do not lengthen it: paying earlier is always
 * lawful.
 *
 * @param ground where the law says so
 * @param start day that begins the period; null while it has not begun
 * @param waitsForGoods whether payment may still be withheld, because neither the goods nor a proof of dispatch are there
 * @param mayWaitUntil when they came, so that it may be withheld no longer; null while they have not, or if it never may
 * @param dueDay last day on which payment is in time; null while it may be withheld
 * @param warnAt when people are reminded; null with {@code dueDay}
 * @param alarmAt when people are alarmed, a day before it is too late or as soon as the goods are there
 * @param breachAt first moment at which payment is too late
 */
public record RefundClock(
        String ground,
        @Nullable LocalDate start,
        boolean waitsForGoods,
        @Nullable Instant mayWaitUntil,
        @Nullable LocalDate dueDay,
        @Nullable Instant warnAt,
        @Nullable Instant alarmAt,
        @Nullable Instant breachAt) {

    /**
     * What has happened so far.
     *
     * @param declaredAt when the customer's declaration arrived
     * @param agreedAt when the merchant agreed to pay; null when not yet
     * @param receivedAt when the goods were back; null when not yet
     * @param proofOfDispatchAt when it was known that the customer had sent them; null when not yet
     */
    public record Facts(
            Instant declaredAt,
            @Nullable Instant agreedAt,
            @Nullable Instant receivedAt,
            @Nullable Instant proofOfDispatchAt) {

        @Nullable
        Instant goodsOrProof() {
            return Stream.of(receivedAt, proofOfDispatchAt)
                    .filter(Objects::nonNull)
                    .min(Comparator.naturalOrder())
                    .orElse(null);
        }
    }

    /** Sets the clock; the zone is the one in which days are counted. */
    public static RefundClock of(RefundDuty duty, Facts facts, ZoneId zone) {
        Instant goods = duty.mayWaitForGoods() ? facts.goodsOrProof() : null;
        Instant begun = begun(duty, facts);
        LocalDate start = begun == null ? null : LocalDate.ofInstant(begun, zone);
        boolean waits = duty.mayWaitForGoods() && goods == null;
        if (start == null || waits) {
            return new RefundClock(duty.ground(), start, waits, null, null, null, null, null);
        }
        LocalDate regular = start.plusDays(duty.days());
        LocalDate due = goods == null ? regular : later(regular, LocalDate.ofInstant(goods, zone));
        return new RefundClock(
                duty.ground(),
                start,
                false,
                goods,
                due,
                later(start.plusDays(duty.warnDay()).atStartOfDay(zone).toInstant(), goods),
                later(start.plusDays(duty.alarmDay()).atStartOfDay(zone).toInstant(), goods),
                due.plusDays(1).atStartOfDay(zone).toInstant());
    }

    private static @Nullable Instant begun(RefundDuty duty, Facts facts) {
        return switch (duty.from()) {
            case DECLARATION -> facts.declaredAt();
            case GOODS_OR_PROOF -> duty.mayWaitForGoods() ? facts.goodsOrProof() : facts.declaredAt();
            case AGREEMENT -> facts.agreedAt();
        };
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant later(Instant one, @Nullable Instant other) {
        return other != null && other.isAfter(one) ? other : one;
    }
}
