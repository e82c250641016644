package io.contraflow.flow.watch;

import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens an exception for what does not move on, and ends it when it moves again. The schedule calls it as
 * {@code watchdog}.
 */
@Component("watchdog")
class Watchdog {
    private static final String OURS = "stuck:";
    private static final String MOVED = "It moved on.";
    private static final int MOST = 1000;
    private static final Exceptions.Filter ONLY_STUCK = new Exceptions.Filter(null, ExceptionKind.STUCK, null);

    private final StuckReturns returns;
    private final StuckDeliveries deliveries;
    private final GrowingQueues queues;
    private final LateRefunds refunds;
    private final LateSchedules schedules;
    private final SilentSources sources;
    private final OddNodes nodes;
    private final Exceptions exceptions;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Watchdog(
            StuckReturns returns,
            StuckDeliveries deliveries,
            GrowingQueues queues,
            LateRefunds refunds,
            LateSchedules schedules,
            SilentSources sources,
            OddNodes nodes,
            Exceptions exceptions,
            TransactionTemplate transaction,
            Clock clock) {
        this.returns = returns;
        this.deliveries = deliveries;
        this.queues = queues;
        this.refunds = refunds;
        this.schedules = schedules;
        this.sources = sources;
        this.nodes = nodes;
        this.exceptions = exceptions;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Looks once. */
    public void look() {
        Instant now = clock.instant();
        List<Stuck> found = new ArrayList<>(returns.find(now, MOST));
        found.addAll(deliveries.find(now));
        found.addAll(queues.find());
        found.addAll(refunds.find(now));
        found.addAll(schedules.find(now));
        found.addAll(sources.find(now));
        found.addAll(nodes.find(now));
        transaction.executeWithoutResult(tx -> compare(found));
    }

    private void compare(List<Stuck> found) {
        List<ExceptionCase> open = open();
        Set<String> known = new HashSet<>();
        open.forEach(one -> known.add(String.valueOf(one.subject())));
        Set<String> still = new HashSet<>();
        for (Stuck one : found) {
            still.add(one.subject());
            if (!known.contains(one.subject())) {
                exceptions.open(new Exceptions.Opening(
                        ExceptionKind.STUCK, one.returnId(), one.subject(), one.sentence(), null));
            }
        }
        open.stream().filter(one -> !still.contains(one.subject())).forEach(one -> exceptions.resolve(one.id(), MOVED));
    }

    /** Ours alone: a return can be stuck for reasons that only its own events tell. */
    private List<ExceptionCase> open() {
        List<ExceptionCase> open = new ArrayList<>();
        List<ExceptionCase> page;
        int read = 0;
        do {
            page = exceptions.list("OPEN", ONLY_STUCK, MOST, read);
            read += page.size();
            page.stream()
                    .filter(one -> one.subject() != null && one.subject().startsWith(OURS))
                    .forEach(open::add);
        } while (page.size() == MOST);
        return open;
    }
}
