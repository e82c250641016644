package io.contraflow.lifecycle;

import io.contraflow.model.Decision;
import io.contraflow.model.Money;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goods of one SKU that go out to the customer.
 *
 * @param sku the shop's SKU
 * @param lines the return lines that they go out for
 * @param quantity number of pieces
 * @param free how many of them replace a piece, so that their price does not matter
 * @param worth what the replaced pieces were paid with, fees deducted; what the free pieces cost more is the merchant's
 * @param cost what all pieces cost the customer; of those whose price is unknown yet, nothing
 */
public record ExchangeGoods(String sku, List<String> lines, int quantity, int free, Money worth, Money cost) {

    public ExchangeGoods {
        lines = List.copyOf(lines);
    }

    /** What a return sends out, by SKU: what it was settled with, and until then what the customer asked for and may have. */
    public static List<ExchangeGoods> of(Return rma) {
        Decision decision = rma.decision();
        if (decision == null) {
            return List.of();
        }
        Map<String, ExchangeGoods> bySku = new LinkedHashMap<>();
        for (ReturnLine line : rma.lines()) {
            priced(rma, line, decision)
                    .filter(priced -> priced.resolution().sendsGoods())
                    .map(priced -> goods(line, priced, Said.of(rma)))
                    .ifPresent(goods -> bySku.merge(goods.sku(), goods, ExchangeGoods::and));
        }
        return List.copyOf(bySku.values());
    }

    /** Lines whose pieces the customer sends. */
    public static List<String> comingBack(Return rma) {
        Decision decision = rma.decision();
        return rma.lines().stream()
                .filter(line ->
                        decision == null || Choices.of(line, decision.terms(), Said.of(rma)) != Resolution.KEEP_ITEM)
                .map(ReturnLine::id)
                .toList();
    }

    private static Optional<Settlement.Line> priced(Return rma, ReturnLine line, Decision decision) {
        Settlement settlement = rma.settlement();
        if (settlement != null) {
            return settlement.lines().stream()
                    .filter(settled -> settled.lineId().equals(line.id()))
                    .findFirst();
        }
        if (line.units().isEmpty()) {
            return Optional.empty();
        }
        Said said = Said.of(rma);
        Settlement.Line priced =
                Settlements.price(rma.order(), line, line.units().size(), decision.terms(), said);
        // Until a piece is mended, another is held in case it cannot be.
        boolean isHeld = priced.resolution() == Resolution.REPAIR
                && Choices.wantsGoods(line, decision.terms())
                && !said.isMended(line);
        return Optional.of(isHeld ? priced.as(Resolution.REPLACEMENT) : priced);
    }

    private static ExchangeGoods goods(ReturnLine line, Settlement.Line priced, Said said) {
        boolean free = priced.resolution() == Resolution.REPLACEMENT;
        String wanted = line.wantedSku();
        return new ExchangeGoods(
                wanted == null || wanted.isBlank() || free ? line.sku() : wanted,
                List.of(line.id()),
                priced.quantity(),
                free ? priced.quantity() : 0,
                free
                        ? priced.goods().minus(priced.fee())
                        : Money.zero(priced.goods().currency()),
                Settlements.cost(line, priced, said));
    }

    private ExchangeGoods and(ExchangeGoods more) {
        List<String> both = new ArrayList<>(lines);
        both.addAll(more.lines);
        return new ExchangeGoods(
                sku, both, quantity + more.quantity, free + more.free, worth.plus(more.worth), cost.plus(more.cost));
    }
}
