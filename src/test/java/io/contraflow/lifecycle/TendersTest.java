package io.contraflow.lifecycle;

import static io.contraflow.lifecycle.Cases.EUR;
import static io.contraflow.lifecycle.Cases.bought;
import static io.contraflow.lifecycle.Cases.eur;
import static io.contraflow.lifecycle.Cases.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.Order.Means;
import io.contraflow.model.Order.Payment;
import io.contraflow.model.Settlement.Tender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TendersTest {
    private static final Payment CARD = new Payment("card", "shopify_payments", Means.ORIGINAL, eur("30.00"));
    private static final Payment GIFT = new Payment("gift", "gift_card", Means.GIFT_CARD, eur("20.00"));
    private static final Payment CREDIT =
            new Payment("credit", "shopify_store_credit", Means.STORE_CREDIT, eur("5.00"));

    @Test
    void theGiftCardIsFilledFirstThenStoreCreditThenTheCardWhateverTheShopListsFirst() {
        assertThat(split("12.00", others("0", Map.of()), CARD, CREDIT, GIFT))
                .containsExactly(new Tender("gift", eur("12.00")));
        assertThat(split("40.00", others("0", Map.of()), CARD, CREDIT, GIFT))
                .containsExactly(
                        new Tender("gift", eur("20.00")),
                        new Tender("credit", eur("5.00")),
                        new Tender("card", eur("15.00")));
    }

    @Test
    void whatAnotherReturnGaveBackToAPaymentIsGone() {
        assertThat(split("12.00", others("15.00", Map.of("gift", eur("15.00"))), CARD, GIFT))
                .containsExactly(new Tender("gift", eur("5.00")), new Tender("card", eur("7.00")));
    }

    @Test
    void aRefundMadeElsewhereIsTakenToHaveFollowedTheSameRule() {
        Order order = Cases.refundedElsewhere(paidWith(CARD, GIFT), "22.00");

        assertThat(Tenders.split(order, eur("10.00"), others("0", Map.of())))
                .containsExactly(new Tender("card", eur("10.00")));
        assertThat(split("10.00", others("22.00", Map.of("gift", eur("18.00"))), CARD, GIFT))
                .as("4.00 more than settled: 2.00 of the gift card, 2.00 of the card")
                .containsExactly(new Tender("card", eur("10.00")));
    }

    @Test
    void anySequenceOfRefundsGivesEachPaymentExactlyWhatItBroughtAndEveryRefundAddsUp() {
        for (long seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            List<Payment> payments = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                Means means = Means.values()[random.nextInt(3)];
                payments.add(new Payment("p" + i, "any", means, new Money(1 + random.nextInt(9_000), EUR)));
            }
            Order order = paidWith(payments.toArray(Payment[]::new));
            Map<String, Money> given = new HashMap<>();
            Money left = order.paid();
            while (left.isPositive()) {
                Money refund = new Money(1 + random.nextLong(left.minor()), EUR);
                List<Tender> shares = Tenders.split(
                        order, refund, others(order.paid().minus(left).amount().toPlainString(), given));
                assertThat(sum(shares)).as("seed %d", seed).isEqualTo(refund);
                shares.forEach(share -> given.merge(share.paymentId(), share.amount(), Money::plus));
                left = left.minus(refund);
            }
            assertThat(given)
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderEntriesOf(
                            payments.stream().collect(Collectors.toMap(Payment::id, Payment::amount)));
        }
    }

    private static Money sum(List<Tender> shares) {
        return shares.stream().map(Tender::amount).reduce(Money.zero(EUR), Money::plus);
    }

    private static List<Tender> split(String refund, Siblings others, Payment... payments) {
        return Tenders.split(paidWith(payments), eur(refund), others);
    }

    private static Siblings others(String refunded, Map<String, Money> tenders) {
        return new Siblings(Map.of(), eur(refunded), eur("0"), eur("0"), false, Map.of(), tenders);
    }

    private static Order paidWith(Payment... payments) {
        Money paid = List.of(payments).stream().map(Payment::amount).reduce(Money.zero(EUR), Money::plus);
        Order plain = order("0", bought("A", 1, paid.amount().toPlainString()));
        return new Order(
                plain.id(),
                plain.name(),
                plain.currency(),
                plain.country(),
                plain.locale(),
                plain.customer(),
                plain.placedAt(),
                plain.deliveredAt(),
                plain.lines(),
                plain.shipping(),
                plain.paid(),
                plain.refunded(),
                List.of(payments),
                plain.tags());
    }
}
