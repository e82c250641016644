package io.contraflow.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the shop knows of the order when the return is decided.
 *
 * @param id id in the shop
 * @param name what customers and agents call it, such as {@code #1042}
 * @param currency ISO 4217 code of all amounts
 * @param country ISO 3166 code of the delivery address, empty when unknown
 * @param locale language of the customer, such as {@code de}
 * @param placedAt when it was placed
 * @param deliveredAt when its last parcel was delivered; null when unknown
 * @param shipping outbound shipping paid, tax included
 * @param paid all that was paid for the order
 * @param refunded what was refunded before this return
 * @param tags labels that the merchant gave it
 */
public record Order(
        String id,
        String name,
        String currency,
        String country,
        String locale,
        Customer customer,
        Instant placedAt,
        @Nullable Instant deliveredAt,
        List<OrderLine> lines,
        Money shipping,
        Money paid,
        Money refunded,
        List<Payment> payments,
        List<String> tags) {

    public Order {
        lines = List.copyOf(lines);
        payments = List.copyOf(payments);
        tags = tags == null ? List.of() : List.copyOf(tags);
    }

    /** The line of that id, if the order has it. */
    public Optional<OrderLine> line(String lineId) {
        return lines.stream().filter(line -> line.id().equals(lineId)).findFirst();
    }

    /**
     * Who bought. Personal data: never logged.
     *
     * @param groups groups of customers that the merchant put this one into, such as {@code vip}
     */
    public record Customer(String id, String name, String email, List<String> groups) {
        public Customer {
            // Orders stored before groups were read name none.
            groups = groups == null ? List.of() : List.copyOf(groups);
        }

        /** A customer without groups. */
        public Customer(String id, String name, String email) {
            this(id, name, email, List.of());
        }

        @Override
        public String toString() {
            return "Customer[" + id + "]";
        }
    }

    /**
     * Money that came in and may go back the same way.
     *
     * @param id id of the sale or capture in the shop
     * @param gateway the shop's name for the means of payment
     * @param means what it is in our words; {@code ORIGINAL} when not told
     * @param amount what was captured
     */
    public record Payment(String id, String gateway, Means means, Money amount) {
        public Payment {
            // Orders stored before payments were told apart name none.
            means = means == null ? Means.ORIGINAL : means;
        }
    }

    /** Means of payment, in the order in which money goes back to them. */
    public enum Means {
        /** A gift card that was redeemed. */
        GIFT_CARD,
        /** Credit in the shop's account of the customer. */
        STORE_CREDIT,
        /** Card, bank transfer, wallet and whatever else brought money from outside. */
        ORIGINAL
    }
}
