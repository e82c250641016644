package io.contraflow.lifecycle;

import static io.contraflow.lifecycle.Cases.EUR;
import static io.contraflow.lifecycle.Cases.bought;
import static io.contraflow.lifecycle.Cases.eur;
import static io.contraflow.lifecycle.Cases.order;
import static io.contraflow.lifecycle.Cases.refundedElsewhere;
import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Decision.Offer;
import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Decision.Terms;
import io.contraflow.model.Order;
import io.contraflow.model.Resolution;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import io.contraflow.model.Settlement.Tender;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes store credit, with which bonus, and what goes back as money. */
class StoreCreditTest {
    private static final Order ORDER = Cases.paidInOne(order("5.00", bought("A", 1, "20.00"), bought("B", 1, "30.00")));

    @Test
    void goodsBecomeStoreCreditWithABonusAndShippingGoesBackAsMoney() {
        Settlement settled = settle(ORDER, "0", credit("A", 1_000), wants("A"), wants("B"));
        assertThat(settled.storeCredit()).isEqualTo(eur("22.00"));
        assertThat(settled.bonus()).isEqualTo(eur("2.00"));
        assertThat(settled.tenders())
                .as("line B was not offered store credit, so it is money, like the shipping")
                .containsExactly(new Tender("p1", eur("35.00")));
        assertThat(settled.refund()).isEqualTo(eur("57.00"));
        assertThat(settled.lines())
                .extracting(Settlement.Line::resolution)
                .containsExactly(Resolution.STORE_CREDIT, Resolution.REFUND);
    }

    @Test
    void whoDidNotAskForStoreCreditGetsMoneyEvenIfItIsOffered() {
        ReturnLine line = line("A", Resolution.REFUND);
        Settlement settled = settle(ORDER, "0", credit("A", 1_000), line);
        assertThat(settled.storeCredit()).isEqualTo(eur("0"));
        assertThat(settled.bonus()).isEqualTo(eur("0"));
        assertThat(settled.refund()).isEqualTo(eur("20.00"));
    }

    @Test
    void theLabelIsPaidFromTheMoneyFirstAndThenFromTheCredit() {
        Settlement settled = settle(ORDER, "4.00", credit("A", 0), wants("A"));
        assertThat(settled.storeCredit()).isEqualTo(eur("16.00"));
        assertThat(settled.tenders()).isEmpty();
        Settlement both = settle(ORDER, "4.00", credit("A", 0), wants("A"), wants("B"));
        assertThat(both.storeCredit()).isEqualTo(eur("20.00"));
        assertThat(both.tenders()).containsExactly(new Tender("p1", eur("31.00")));
    }

    @Test
    void withoutTheBonusItIsNeverMoreThanWhatIsLeftOfTheMoneyPaid() {
        Order almostRefunded = refundedElsewhere(ORDER, "45.00");
        Settlement settled = settle(almostRefunded, "0", credit("A", 1_000), wants("A"));
        assertThat(settled.refund()).isEqualTo(eur("10.00"));
        assertThat(settled.storeCredit()).isEqualTo(eur("10.00"));
        assertThat(settled.bonus()).isEqualTo(eur("0"));
        assertThat(Settlements.isCapped(settled)).isTrue();
    }

    private static Settlement settle(Order order, String labelFee, List<Offer> offers, ReturnLine... lines) {
        Terms terms =
                new Terms(RefundMoment.APPROVAL, List.of(), eur(labelFee), "", true, offers, List.of(), List.of());
        return Settlements.settle(order, List.of(lines), terms, Said.NOTHING, Siblings.none(EUR));
    }

    private static List<Offer> credit(String orderLine, int bonus) {
        return List.of(new Offer("r-" + orderLine, Resolution.STORE_CREDIT, bonus, "store-credit"));
    }

    private static ReturnLine wants(String orderLine) {
        return line(orderLine, Resolution.STORE_CREDIT);
    }

    private static ReturnLine line(String orderLine, Resolution resolution) {
        return new ReturnLine(
                "r-" + orderLine,
                orderLine,
                "SKU-" + orderLine,
                1,
                List.of(0),
                "TOO_SMALL",
                "",
                "",
                resolution,
                null,
                List.of());
    }
}
