package io.contraflow.lifecycle;

import static io.contraflow.lifecycle.Cases.eur;
import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Decision.Offer;
import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Decision.Terms;
import io.contraflow.model.Order;
import io.contraflow.model.Resolution;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes back as a gift card is worth the goods, and is neither refund nor store credit. */
class GiftCardTest {
    private static final Order ORDER =
            Cases.order("5.00", Cases.bought("A", 1, "20.00"), Cases.bought("B", 1, "30.00"));

    @Test
    void theGoodsBecomeAGiftCardAndTheShippingGoesBackAsMoney() {
        Settlement settled = settle("0", gift("A"), gift("B"));

        assertThat(settled.giftCard()).isEqualTo(eur("50.00"));
        assertThat(settled.refund()).isEqualTo(eur("5.00"));
        assertThat(settled.storeCredit()).isEqualTo(eur("0"));
        assertThat(settled.credit()).as("what the books show").isEqualTo(eur("55.00"));
    }

    @Test
    void aLabelIsPaidFromTheMoneyFirst() {
        Settlement settled = settle("4.00", gift("A"), money("B"));

        assertThat(settled.giftCard()).isEqualTo(eur("20.00"));
        assertThat(settled.refund()).isEqualTo(eur("31.00"));
    }

    @Test
    void withNothingButTheGiftCardTheLabelIsTakenFromIt() {
        Settlement settled = settle("4.00", gift("A"));

        assertThat(settled.giftCard()).isEqualTo(eur("16.00"));
        assertThat(settled.refund()).isEqualTo(eur("0"));
    }

    @Test
    void whoDidNotAskForAGiftCardGetsMoney() {
        assertThat(settle("0", money("A")).giftCard()).isEqualTo(eur("0"));
    }

    private static Settlement settle(String labelFee, ReturnLine... lines) {
        List<Offer> offers = List.of(
                new Offer("r-A", Resolution.GIFT_CARD, 0, "gift-card"),
                new Offer("r-B", Resolution.GIFT_CARD, 0, "gift-card"));
        Terms terms =
                new Terms(RefundMoment.APPROVAL, List.of(), eur(labelFee), "", true, offers, List.of(), List.of());
        return Settlements.settle(ORDER, List.of(lines), terms, Said.NOTHING, Siblings.none(Cases.EUR));
    }

    private static ReturnLine gift(String orderLine) {
        return Cases.asksFor(Resolution.GIFT_CARD, money(orderLine));
    }

    private static ReturnLine money(String orderLine) {
        return Cases.sendsBack(orderLine, 1).withUnits(List.of(0));
    }
}
