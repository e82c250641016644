package io.contraflow.flow;

import io.contraflow.lifecycle.Workshop;
import io.contraflow.model.Decision;
import io.contraflow.model.Fact;
import io.contraflow.model.Milestone;
import io.contraflow.model.Money;
import io.contraflow.model.Return;
import io.contraflow.model.Settlement;
import io.contraflow.policy.statute.RefundClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** By when the law wants the money of a return back, as far as is known. */
@Component
public class RefundClocks {
    private final JdbcClient db;
    private final ReturnStore store;
    private final Channels channels;

    RefundClocks(JdbcClient db, ReturnStore store, Channels channels) {
        this.db = db;
        this.store = store;
        this.channels = channels;
    }

    /** A return and its clock. */
    public record Running(Return about, RefundClock clock) {}

    /** The clock of a return; empty when the law of the customer's country names no day, or nobody waits for money. */
    public Optional<RefundClock> of(Return about) {
        Instant received = !about.has(Milestone.RECEIVED)
                ? null
                : db.sql("select received_at from returns where id = :id")
                        .param("id", about.id())
                        .query((row, number) -> row.getObject(1, OffsetDateTime.class))
                        .optional()
                        .map(OffsetDateTime::toInstant)
                        .orElse(null);
        return of(about, received);
    }

    private Optional<RefundClock> of(Return about, @Nullable Instant received) {
        Decision decision = about.decision();
        if (decision == null || decision.duty() == null || Workshop.mendsAll(about)) {
            return Optional.empty();
        }
        Instant agreed = about.facts().get(Fact.ACCEPTED);
        boolean isAccepted = decision.verdict() == Decision.Verdict.APPROVE;
        return Optional.of(RefundClock.of(
                decision.duty(),
                new RefundClock.Facts(
                        about.createdAt(),
                        agreed != null ? agreed : isAccepted ? about.createdAt() : null,
                        received,
                        about.facts().get(Fact.MOVED)),
                channels.channel(about.channel()).zone()));
    }

    /** The oldest returns before a moment whose money has not gone back yet, with their clocks. */
    public List<Running> running(Instant before, int most) {
        return db
                .sql("select id, received_at from returns where refund_open = true and created_at < :before"
                        + " order by created_at limit :most")
                .param("before", before.atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, number) -> {
                    OffsetDateTime received = row.getObject("received_at", OffsetDateTime.class);
                    return store.find(row.getObject("id", java.util.UUID.class))
                            .flatMap(about -> of(about, received == null ? null : received.toInstant())
                                    .map(clock -> new Running(about, clock)));
                })
                .list()
                .stream()
                .flatMap(Optional::stream)
                .toList();
    }

    /** Whether the law waits for money that has not gone back. */
    static boolean isOpen(Return about) {
        Decision decision = about.decision();
        if (decision == null || decision.duty() == null || about.status().isFinal() || Workshop.mendsAll(about)) {
            return false;
        }
        Money paid = about.money().shopRefund();
        Settlement settlement = about.settlement();
        return paid == null
                || settlement == null
                || paid.minor() < settlement.refund().minor();
    }
}
