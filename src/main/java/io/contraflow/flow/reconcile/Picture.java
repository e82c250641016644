package io.contraflow.flow.reconcile;

import io.contraflow.model.Return;
import io.contraflow.model.Role;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One return in all systems at one time.
 *
 * @param ours how we have it
 * @param theirs how the systems have it, as far as they could be read
 * @param busy roles that still owe or are owed something, which explains any difference
 * @param isFirst whether it is the first return of its order; what names only the order counts for that one
 * @param sharesTicket whether another return that goes on has the same ticket
 */
record Picture(Return ours, Map<Role, Snapshot> theirs, Set<Role> busy, boolean isFirst, boolean sharesTicket) {
    Picture {
        theirs = Map.copyOf(theirs);
        busy = Set.copyOf(busy);
    }

    /** The system of that role, unless it was not read or is busy. */
    Optional<Snapshot> settled(Role role) {
        return busy.contains(role) ? Optional.empty() : Optional.ofNullable(theirs.get(role));
    }
}
