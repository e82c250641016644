package io.contraflow.flow.watch;

import io.contraflow.journal.DeliveryView;
import io.contraflow.journal.EntryState;
import io.contraflow.journal.JournalReader;
import io.contraflow.model.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds returns that stay in a status for longer than it may take. */
@Component
class StuckReturns {
    private final JdbcClient db;
    private final JournalReader journal;
    private final WatchSettings settings;

    StuckReturns(JdbcClient db, JournalReader journal, WatchSettings settings) {
        this.db = db;
        this.journal = journal;
        this.settings = settings;
    }

    /** Those that have stood still longest come first; no more than {@code most} of each status. */
    List<Stuck> find(Instant now, int most) {
        List<Stuck> found = new ArrayList<>();
        settings.stages().forEach((status, longest) -> {
            if (!status.isFinal()) {
                found.addAll(find(status, now, longest, most));
            }
        });
        return found;
    }

    private List<Stuck> find(Status status, Instant now, Duration longest, int most) {
        return db.sql("select id, number, updated_at from returns where status = :status and updated_at < :before"
                        + " order by updated_at, id limit :most")
                .param("status", status.name())
                .param("before", now.minus(longest).atOffset(ZoneOffset.UTC))
                .param("most", most)
                .query((row, number) -> {
                    UUID id = row.getObject("id", UUID.class);
                    Instant since =
                            row.getObject("updated_at", OffsetDateTime.class).toInstant();
                    return new Stuck(
                            "stuck:return:" + id,
                            id,
                            row.getString("number") + " has been " + status + " since " + since + ", longer than "
                                    + Words.of(longest) + ". It waits for " + awaited(status) + "."
                                    + outstanding(id));
                })
                .list();
    }

    private static String awaited(Status status) {
        return switch (status) {
            case REQUESTED -> "a policy's decision, or for what that needs, such as a mapped SKU";
            case IN_REVIEW -> "a person to approve or decline it";
            case APPROVED -> "the carrier's label";
            case LABEL_ISSUED -> "the customer to hand over the parcel";
            case IN_TRANSIT -> "the warehouse to report the parcel";
            case RECEIVED -> "the warehouse to grade every piece";
            case INSPECTED -> "the refund to become due";
            case RESOLVING -> "refund, credit and booking to be confirmed";
            case RESOLVED -> "the last system to confirm";
            case CLOSED, DECLINED, CANCELLED, EXPIRED -> "nothing";
        };
    }

    private String outstanding(UUID id) {
        String open = journal.deliveriesOf(id).stream()
                .filter(one -> one.state() != EntryState.DONE && one.state() != EntryState.RESOLVED)
                .map(StuckReturns::words)
                .collect(Collectors.joining("; "));
        return open.isEmpty() ? "" : " Not delivered: " + open + ".";
    }

    private static String words(DeliveryView one) {
        return one.connector() + "/" + one.operation() + " (" + one.state() + ", " + one.attempts() + " tries)";
    }
}
