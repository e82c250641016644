package io.contraflow.lifecycle;

import io.contraflow.model.Fact;
import io.contraflow.model.Milestone;
import io.contraflow.model.Return;
import java.util.function.Predicate;

/** What must be so for an event to be possible. Whatever ended a return once is no hindrance to hear of its end again. */
enum Need {
    NOTHING("–", rma -> true),
    NOT_ENDED("not declined, cancelled or expired", rma -> !rma.status().isSideExit()),
    NOT_REFUSED(
            "not declined, cancelled or expired, unless accepted before",
            rma -> !rma.status().isSideExit() || rma.has(Milestone.APPROVED)),
    NOT_ACCEPTED(
            "nobody accepted it yet",
            rma -> rma.status().isSideExit() || !(rma.has(Milestone.APPROVED) || rma.knows(Fact.ACCEPTED))),
    NOTHING_CAME_BACK(
            "no piece arrived, and no refund is due or made",
            rma -> rma.status().isSideExit() || !(anythingArrived(rma) || refundIsDueOrMade(rma))),
    WAITING_FOR_PARCEL(
            "accepted, and no refund is due or made",
            rma -> rma.status().isSideExit()
                    || rma.has(Milestone.IN_TRANSIT)
                    || (rma.has(Milestone.APPROVED) && !refundIsDueOrMade(rma)));

    final String text;
    private final Predicate<Return> isMet;

    Need(String text, Predicate<Return> isMet) {
        this.text = text;
        this.isMet = isMet;
    }

    boolean isMet(Return rma) {
        return isMet.test(rma);
    }

    private static boolean anythingArrived(Return rma) {
        return rma.lines().stream().anyMatch(line -> line.received() > 0);
    }

    private static boolean refundIsDueOrMade(Return rma) {
        return rma.has(Milestone.RESOLVING) || rma.money().shopRefund() != null;
    }
}
