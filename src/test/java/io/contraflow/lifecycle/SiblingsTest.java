package io.contraflow.lifecycle;

import static io.contraflow.lifecycle.Cases.EUR;
import static io.contraflow.lifecycle.Cases.bought;
import static io.contraflow.lifecycle.Cases.eur;
import static io.contraflow.lifecycle.Cases.graded;
import static io.contraflow.lifecycle.Cases.inspected;
import static io.contraflow.lifecycle.Cases.judged;
import static io.contraflow.lifecycle.Cases.last;
import static io.contraflow.lifecycle.Cases.open;
import static io.contraflow.lifecycle.Cases.order;
import static io.contraflow.lifecycle.Cases.refunded;
import static io.contraflow.lifecycle.Cases.sendsBack;
import static io.contraflow.model.Decision.RefundMoment.APPROVAL;
import static io.contraflow.model.Decision.RefundMoment.INSPECTION;
import static io.contraflow.model.Decision.Verdict.APPROVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Disposition;
import io.contraflow.model.Return;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SiblingsTest {
    private final Return fresh = open(order("4.00", bought("A", 2, "20.00")), Siblings.none(EUR), sendsBack("A", 2))
            .next();

    @Test
    void anOpenReturnHoldsItsPiecesAndNoMoney() {
        Siblings siblings = Siblings.of(EUR, List.of(fresh));

        assertThat(siblings.unitsTaken()).containsEntry("A", Set.of(0, 1));
        assertThat(siblings.unitsRefunded().getOrDefault("A", Set.of())).isEmpty();
        assertThat(siblings.refunded()).isEqualTo(eur("0"));
    }

    @Test
    void aRefundThatIsDueCountsBeforeItIsPaid() {
        Siblings siblings =
                Siblings.of(EUR, List.of(last(fresh, judged(APPROVE, APPROVAL)).next()));

        assertThat(siblings.refunded()).isEqualTo(eur("24.00"));
        assertThat(siblings.shippingRefunded()).isTrue();
        assertThat(siblings.unitsRefunded()).containsEntry("A", Set.of(0, 1));
    }

    @Test
    void piecesThatNeverCameAreFreeAgainOnceTheRefundIsSettled() {
        Return settled = last(
                        fresh,
                        judged(APPROVE, INSPECTION),
                        inspected(graded("1", "A", Disposition.RESTOCK), graded("2", "A", Disposition.NOT_RECEIVED)))
                .next();

        assertThat(Siblings.of(EUR, List.of(settled)).unitsTaken()).containsEntry("A", Set.of(0));
    }

    @Test
    void aReturnThatHasEndedHoldsNoPiecesButItsMoneyCounts() {
        Return declined = last(fresh, Cases.declined(), refunded("3.00")).next();

        Siblings siblings = Siblings.of(EUR, List.of(declined));

        assertThat(siblings.unitsTaken()).isEmpty();
        assertThat(siblings.refunded()).isEqualTo(eur("3.00"));
    }
}
