package io.contraflow.flow;

import io.contraflow.model.Disposition;
import io.contraflow.model.Fault;
import io.contraflow.model.Piece;
import io.contraflow.model.ReturnLine;
import java.util.Optional;
import java.util.Set;

/** Who answers for a piece. */
public enum ClaimParty {
    SUPPLIER,
    CARRIER;

    /** Reasons that a supplier may be to blame for, whatever law the customer has; a wrong item is our own mistake. */
    private static final Set<String> FAULTS = Set.of("DAMAGED", "NOT_AS_DESCRIBED");

    /**
     * Who answers for a piece of a line; empty when nobody does. What goes back to the supplier is claimed there; of
     * what else we keep and cannot sell as it is, the inspector's word counts before the customer's reason.
     */
    static Optional<ClaimParty> of(ReturnLine line, Piece piece) {
        Disposition disposition = piece.disposition();
        if (disposition == null || piece.grade() == null || !disposition.isKept()) {
            return Optional.empty();
        }
        Fault fault = piece.fault();
        if (disposition == Disposition.RETURN_TO_VENDOR) {
            return Optional.of(fault == Fault.TRANSPORT ? CARRIER : SUPPLIER);
        } else if (disposition == Disposition.RESTOCK) {
            return Optional.empty();
        } else if (fault == null) {
            return FAULTS.contains(line.reason()) ? Optional.of(SUPPLIER) : Optional.empty();
        }
        return switch (fault) {
            case MANUFACTURING -> Optional.of(SUPPLIER);
            case TRANSPORT -> Optional.of(CARRIER);
            case USE, NONE -> Optional.empty();
        };
    }
}
