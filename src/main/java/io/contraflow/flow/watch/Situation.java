package io.contraflow.flow.watch;

import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.ConnectorStates;
import io.contraflow.flow.ReturnStore;
import io.contraflow.journal.Journal;
import io.contraflow.journal.JournalReader;
import io.contraflow.journal.Traffic;
import io.contraflow.model.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What happens now and what is wrong, in numbers. */
@Component
public class Situation {
    private final ReturnStore store;
    private final Traffic traffic;
    private final Exceptions exceptions;
    private final JournalReader journal;
    private final LateRefunds refunds;
    private final ConnectorStates connectors;

    Situation(
            ReturnStore store,
            Traffic traffic,
            Exceptions exceptions,
            JournalReader journal,
            LateRefunds refunds,
            ConnectorStates connectors) {
        this.store = store;
        this.traffic = traffic;
        this.exceptions = exceptions;
        this.journal = journal;
        this.refunds = refunds;
        this.connectors = connectors;
    }

    /**
     * Refunds by the law's clock, as of the last look of the watch.
     *
     * @param soon refunds that the law wants within days and that are not made
     * @param late refunds that should have been made by now
     */
    public record Refunds(long soon, long late) {}

    /**
     * How it stands.
     *
     * @param returns how many returns are in each status, without statuses in which there is none
     * @param traffic what came in and went out in the last hour
     * @param exceptions what waits for people, by kind
     * @param oldest since when the oldest of those waits; null when nothing waits
     * @param standing events and deliveries that do not go on by themselves
     * @param refunds refunds that are due by law
     * @param connectors each connector
     */
    public record Now(
            Map<Status, Long> returns,
            Traffic.Hour traffic,
            Map<ExceptionKind, Exceptions.Open> exceptions,
            @Nullable Instant oldest,
            JournalReader.Standing standing,
            Refunds refunds,
            List<ConnectorStates.ConnectorState> connectors) {

        /** How many work items of a kind are open. */
        public long open(ExceptionKind kind) {
            Exceptions.Open open = exceptions.get(kind);
            return open == null ? 0 : open.count();
        }

        /** How many work items are open. */
        public long open() {
            return exceptions.values().stream()
                    .mapToLong(Exceptions.Open::count)
                    .sum();
        }

        /** Connectors that do not work: paused, failing, or set up wrongly. */
        public List<ConnectorStates.ConnectorState> notWorking() {
            return connectors.stream()
                    .filter(one -> !one.state().equals(Journal.WORKING))
                    .toList();
        }
    }

    /** As it is now. */
    public Now now() {
        Map<ExceptionKind, Exceptions.Open> open = exceptions.openByKind();
        return new Now(
                store.counts(),
                traffic.lastHour(),
                open,
                open.values().stream()
                        .map(Exceptions.Open::oldest)
                        .min(Instant::compareTo)
                        .orElse(null),
                journal.standing(),
                refunds.known(),
                connectors.all());
    }
}
