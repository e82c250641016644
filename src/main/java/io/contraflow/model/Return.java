package io.contraflow.model;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One return (RMA).
 *
 * @param number what people call it, such as {@code RMA-4821773051}
 * @param channel the storefront it came from
 * @param shopName the shop's own name for it, such as {@code #1042-R1}; empty when it has none
 * @param decision null until a policy has looked
 * @param label null until there is one
 * @param settlement null until the refund is due
 * @param money what each system has reported so far
 * @param exchanges what the shop said about goods that go out in exchange, by return line
 * @param repairs what the workshop said about pieces that are to be mended, by return line
 * @param facts what else was said about it, with the time of the latest such report
 * @param milestones what is true already; follows from all the rest
 * @param updatedAt time of the last change
 */
public record Return(
        UUID id,
        String number,
        String channel,
        String shopName,
        Order order,
        List<ReturnLine> lines,
        Status status,
        @Nullable Decision decision,
        @Nullable Label label,
        @Nullable Settlement settlement,
        MoneyMoved money,
        List<ExchangeItem> exchanges,
        List<RepairItem> repairs,
        Map<Fact, Instant> facts,
        Set<Milestone> milestones,
        Instant createdAt,
        Instant updatedAt) {

    public Return {
        lines = List.copyOf(lines);
        // Returns stored before there were exchanges or repairs name none.
        exchanges = exchanges == null ? List.of() : List.copyOf(exchanges);
        repairs = repairs == null ? List.of() : List.copyOf(repairs);
        facts = Collections.unmodifiableMap(new TreeMap<>(facts));
        milestones = Collections.unmodifiableSet(new TreeSet<>(milestones));
    }

    public boolean knows(Fact fact) {
        return facts.containsKey(fact);
    }

    public boolean has(Milestone milestone) {
        return milestones.contains(milestone);
    }

    /** The line of that id, if the return has it. */
    public Optional<ReturnLine> line(String lineId) {
        return lines.stream().filter(line -> line.id().equals(lineId)).findFirst();
    }

    /** What people call a line, such as {@code line 2, TEE-BLK-S}; its id when the return has no such line. */
    public String nameOfLine(String lineId) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).id().equals(lineId)) {
                String sku = lines.get(i).sku();
                return "line " + (i + 1) + (sku.isEmpty() ? "" : ", " + sku);
            }
        }
        return lineId;
    }

    /**
     * What moved, as the systems report it; null while nothing did.
     *
     * @param shopRefund refunded by the shop
     * @param erpCredit total of the credit memo
     * @param erpRefund what the ERP booked as paid out
     * @param giftCard value of the gift card that the shop gave
     */
    public record MoneyMoved(
            @Nullable Money shopRefund,
            @Nullable Money erpCredit,
            @Nullable Money erpRefund,
            @Nullable Money giftCard) {
        public static final MoneyMoved NONE = new MoneyMoved(null, null, null, null);

        public MoneyMoved withShopRefund(Money amount) {
            return new MoneyMoved(amount, erpCredit, erpRefund, giftCard);
        }

        public MoneyMoved withErpCredit(Money amount) {
            return new MoneyMoved(shopRefund, amount, erpRefund, giftCard);
        }

        public MoneyMoved withErpRefund(Money amount) {
            return new MoneyMoved(shopRefund, erpCredit, amount, giftCard);
        }

        public MoneyMoved withGiftCard(Money amount) {
            return new MoneyMoved(shopRefund, erpCredit, erpRefund, amount);
        }
    }
}
