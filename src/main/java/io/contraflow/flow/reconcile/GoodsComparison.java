package io.contraflow.flow.reconcile;

import io.contraflow.lifecycle.ExchangeGoods;
import io.contraflow.lifecycle.Lot;
import io.contraflow.model.Disposition;
import io.contraflow.model.Milestone;
import io.contraflow.model.Piece;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Compares pieces: how many, received or not, and what became of them. */
final class GoodsComparison {
    private final Return ours;
    private final List<Difference> found = new ArrayList<>();

    private GoodsComparison(Return ours) {
        this.ours = ours;
    }

    static List<Difference> of(Picture picture) {
        Return ours = picture.ours();
        GoodsComparison goods = new GoodsComparison(ours);
        if (ours.has(Milestone.APPROVED) && !ours.status().isSideExit()) {
            picture.settled(Role.SHOP).ifPresent(goods::shop);
            picture.settled(Role.ERP).filter(Snapshot::found).ifPresent(goods::erp);
            picture.settled(Role.CARRIER).ifPresent(goods::carrier);
        }
        return goods.found;
    }

    private void shop(Snapshot shop) {
        counted(Role.SHOP, "expects", count(ReturnLine::quantity), shop.quantities());
        if (!ours.has(Milestone.INSPECTED) || shop.disposed() == null) {
            return;
        }
        for (Disposition disposition : List.of(Disposition.RESTOCK, Disposition.WRITE_OFF)) {
            long graded = pieces(disposition);
            int known = shop.disposed().getOrDefault(disposition.name(), 0);
            if (known < graded) {
                Difference missing = Difference.of(
                        DriftKind.STOCK_NOT_ADJUSTED,
                        Role.SHOP,
                        "Graded " + disposition + ": " + graded + "; of these the shop knows " + known + ".",
                        graded + " " + disposition,
                        known + " " + disposition);
                boolean isOpen = "OPEN".equals(shop.status());
                found.add(isOpen ? missing.healedBy("record-disposition", Map.of("lots", lots())) : missing);
            }
        }
    }

    private void erp(Snapshot erp) {
        counted(Role.ERP, "expects", count(this::comingBack), erp.quantities());
        Map<String, Integer> here = count(GoodsComparison::arrivedAndGraded);
        Map<String, Integer> booked = erp.received() == null ? null : positive(erp.received());
        boolean hasAdjustments = erp.adjustments() != null && !erp.adjustments().isEmpty();
        if (!here.isEmpty() && booked != null && booked.isEmpty()) {
            Difference missing = Difference.of(
                    DriftKind.MISSING_RECEIPT,
                    Role.ERP,
                    "The warehouse graded " + text(here) + ", but the ERP has received nothing.",
                    text(here),
                    "");
            // An adjustment without its receipt shows that somebody was at work; the step would write off twice.
            found.add(hasAdjustments ? missing : missing.healedBy("receive-items", Map.of("lots", lots())));
            return;
        }
        if (ours.has(Milestone.INSPECTED)) {
            counted(Role.ERP, "received", here, booked);
        }
        if (pieces(Disposition.WRITE_OFF) > 0 && erp.adjustments() != null && !hasAdjustments) {
            found.add(Difference.of(
                    DriftKind.STOCK_NOT_ADJUSTED,
                    Role.ERP,
                    "Graded WRITE_OFF: " + pieces(Disposition.WRITE_OFF)
                            + "; the ERP has taken none of these out of stock.",
                    pieces(Disposition.WRITE_OFF) + " WRITE_OFF",
                    ""));
        }
    }

    private void carrier(Snapshot carrier) {
        Map<String, Integer> expected = new TreeMap<>();
        boolean tells = false;
        for (Snapshot.Label label : carrier.labels() == null ? List.<Snapshot.Label>of() : carrier.labels()) {
            if (!label.status().equals("VOID") && label.quantities() != null) {
                tells = true;
                label.quantities().forEach((sku, quantity) -> expected.merge(sku, quantity, Integer::sum));
            }
        }
        if (tells) {
            counted(Role.CARRIER, "expects", count(this::comingBack), expected);
        }
    }

    private void counted(Role role, String does, Map<String, Integer> mine, @Nullable Map<String, Integer> theirs) {
        if (theirs != null && !positive(theirs).equals(mine)) {
            found.add(Difference.of(
                    DriftKind.QUANTITY_DIFFERS,
                    role,
                    "We have " + text(mine) + ", the " + role.key() + " " + does + " " + text(positive(theirs)) + ".",
                    text(mine),
                    text(positive(theirs))));
        }
    }

    private Map<String, Integer> count(ToIntFunction<ReturnLine> quantity) {
        Map<String, Integer> counts = new TreeMap<>();
        ours.lines().forEach(line -> counts.merge(line.sku(), quantity.applyAsInt(line), Integer::sum));
        return positive(counts);
    }

    /** Only the shop knows of what the customer keeps. */
    private int comingBack(ReturnLine line) {
        return ExchangeGoods.comingBack(ours).contains(line.id()) ? line.quantity() : 0;
    }

    private static int arrivedAndGraded(ReturnLine line) {
        return (int) line.pieces().stream().filter(GoodsComparison::isBookable).count();
    }

    private static boolean isBookable(Piece piece) {
        Disposition disposition = piece.disposition();
        return disposition != null && disposition.isKept();
    }

    private long pieces(Disposition disposition) {
        return ours.lines().stream()
                .flatMap(line -> line.pieces().stream())
                .filter(piece -> piece.disposition() == disposition)
                .count();
    }

    /** All graded pieces, as the step that books them takes them. */
    private List<Lot> lots() {
        record Fate(
                ReturnLine line,
                @Nullable String grade,
                @Nullable Disposition disposition) {}
        Map<Fate, Integer> counts = new LinkedHashMap<>();
        for (ReturnLine line : ours.lines()) {
            line.pieces().stream()
                    .filter(Piece::decided)
                    .forEach(
                            piece -> counts.merge(new Fate(line, piece.grade(), piece.disposition()), 1, Integer::sum));
        }
        return counts.entrySet().stream()
                .map(entry -> {
                    Fate fate = entry.getKey();
                    ReturnLine line = fate.line();
                    return new Lot(
                            line.id(),
                            line.orderLineId(),
                            line.sku(),
                            Objects.requireNonNull(entry.getValue()),
                            fate.grade(),
                            fate.disposition());
                })
                .toList();
    }

    private static Map<String, Integer> positive(Map<String, Integer> counts) {
        Map<String, Integer> positive = new TreeMap<>(counts);
        positive.values().removeIf(quantity -> quantity == 0);
        return positive;
    }

    private static String text(Map<String, Integer> counts) {
        return counts.isEmpty()
                ? "no pieces"
                : String.join(
                        ", ",
                        counts.entrySet().stream()
                                .map(entry -> entry.getValue() + " x " + entry.getKey())
                                .toList());
    }
}
