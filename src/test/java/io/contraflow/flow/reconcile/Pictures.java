package io.contraflow.flow.reconcile;

import io.contraflow.model.Disposition;
import io.contraflow.model.Fact;
import io.contraflow.model.Milestone;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Piece;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Role;
import io.contraflow.model.Settlement;
import io.contraflow.model.Status;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * A return of two pieces for 40.00 EUR, one of them damaged, as all systems have it when all is well in a status; and
 * ways to make one system differ.
 */
final class Pictures {
    static final UUID ID = UUID.fromString("01900000-0000-7000-8000-000000000001");
    static final Instant BEGAN = Instant.parse("2026-03-02T08:00:00Z");
    static final Instant CHANGED = BEGAN.plus(Duration.ofDays(5));
    private static final String SKU = "TEE-BLK-M";

    private final Status status;
    private final Map<Role, Snapshot> theirs = new EnumMap<>(Role.class);
    private final Set<Role> busy = EnumSet.noneOf(Role.class);
    private Money known;
    private boolean isFirst = true;
    private boolean sharesTicket;

    private Pictures(Status status) {
        this.status = status;
        this.known = isRefunded() ? eur("40.00") : null;
        boolean isGraded = status.ordinal() >= Status.INSPECTED.ordinal() && !status.isSideExit();
        theirs.put(
                Role.SHOP,
                new Snapshot(
                        true,
                        shopStatus(),
                        Map.of(SKU, 2),
                        null,
                        isGraded ? Map.of("RESTOCK", 1, "WRITE_OFF", 1) : Map.of("RESTOCK", 0, "WRITE_OFF", 0),
                        isRefunded() ? List.of(amount("r-1", "40.00")) : List.of(),
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        new Snapshot.Report("returns/any", "order-1", Map.of("id", "gid"))));
        theirs.put(
                Role.ERP,
                new Snapshot(
                        true,
                        erpStatus(),
                        Map.of(SKU, 2),
                        Map.of(SKU, isGraded ? 2 : 0),
                        null,
                        null,
                        null,
                        isRefunded() ? List.of(credit("c-1", "40.00", "6.39", "40.00")) : List.of(),
                        isGraded ? List.of("cf-wo-1") : List.of(),
                        null,
                        null,
                        null));
        theirs.put(Role.HELPDESK, desk(status.isFinal() ? "CLOSED" : "OPEN", BEGAN));
        theirs.put(Role.CARRIER, carrier(carrierStatus(), 2));
    }

    /** All systems agree. */
    static Pictures of(Status status) {
        return new Pictures(status);
    }

    private boolean isRefunded() {
        return status == Status.RESOLVED || status == Status.CLOSED;
    }

    private String shopStatus() {
        return switch (status) {
            case REQUESTED, IN_REVIEW -> "REQUESTED";
            case CLOSED -> "CLOSED";
            case DECLINED -> "DECLINED";
            case CANCELLED, EXPIRED -> "CANCELLED";
            default -> "OPEN";
        };
    }

    private String erpStatus() {
        return status.isSideExit() ? "CANCELLED" : isRefunded() ? "CLOSED" : "OPEN";
    }

    private String carrierStatus() {
        return switch (status) {
            case IN_TRANSIT -> "MOVING";
            case RECEIVED -> "RECEIVED";
            case INSPECTED, RESOLVING, RESOLVED, CLOSED -> "INSPECTED";
            case DECLINED, CANCELLED, EXPIRED -> "VOID";
            default -> "LIVE";
        };
    }

    Pictures with(Role role, Snapshot other) {
        theirs.put(role, other);
        return this;
    }

    Pictures without(Role role) {
        theirs.remove(role);
        return this;
    }

    Pictures busy(Role role) {
        busy.add(role);
        return this;
    }

    Pictures weKnowOfRefund(String amount) {
        known = amount.isEmpty() ? null : eur(amount);
        return this;
    }

    Pictures notTheFirstOfItsOrder() {
        isFirst = false;
        return this;
    }

    Pictures sharingItsTicket() {
        sharesTicket = true;
        return this;
    }

    Pictures shopHas(String shopStatus) {
        Snapshot s = theirs.get(Role.SHOP);
        return with(
                Role.SHOP, shop(shopStatus, s.quantities(), s.disposed(), s.refunds(), s.otherRefunds(), s.report()));
    }

    Pictures shopCounts(int pieces) {
        Snapshot s = theirs.get(Role.SHOP);
        return with(
                Role.SHOP,
                shop(s.status(), Map.of(SKU, pieces), s.disposed(), s.refunds(), s.otherRefunds(), s.report()));
    }

    Pictures shopStocked(int restocked, int writtenOff) {
        Snapshot s = theirs.get(Role.SHOP);
        Map<String, Integer> disposed = Map.of("RESTOCK", restocked, "WRITE_OFF", writtenOff);
        return with(Role.SHOP, shop(s.status(), s.quantities(), disposed, s.refunds(), s.otherRefunds(), s.report()));
    }

    Pictures shopRefunded(String... amounts) {
        Snapshot s = theirs.get(Role.SHOP);
        List<Snapshot.Amount> refunds =
                Arrays.stream(amounts).map(a -> amount("r", a)).toList();
        return with(Role.SHOP, shop(s.status(), s.quantities(), s.disposed(), refunds, s.otherRefunds(), s.report()));
    }

    Pictures shopRefundedBesides(String amount, Instant at) {
        Snapshot s = theirs.get(Role.SHOP);
        List<Snapshot.Amount> others = List.of(new Snapshot.Amount("x", new BigDecimal(amount), null, null, at));
        return with(Role.SHOP, shop(s.status(), s.quantities(), s.disposed(), s.refunds(), others, s.report()));
    }

    private static Snapshot shop(
            String status,
            Map<String, Integer> quantities,
            Map<String, Integer> disposed,
            List<Snapshot.Amount> refunds,
            List<Snapshot.Amount> others,
            Snapshot.Report report) {
        return new Snapshot(true, status, quantities, null, disposed, refunds, others, null, null, null, null, report);
    }

    Pictures erpHas(String erpStatus, int expected, int received) {
        Snapshot e = theirs.get(Role.ERP);
        return with(Role.ERP, erp(erpStatus, expected, received, e.credits(), e.adjustments()));
    }

    Pictures erpCredited(Snapshot.Amount... credits) {
        Snapshot e = theirs.get(Role.ERP);
        return with(Role.ERP, erp(e.status(), 2, e.received().get(SKU), List.of(credits), e.adjustments()));
    }

    Pictures erpWroteOff(String... ids) {
        Snapshot e = theirs.get(Role.ERP);
        return with(Role.ERP, erp(e.status(), 2, e.received().get(SKU), e.credits(), List.of(ids)));
    }

    private static Snapshot erp(
            String status, int expected, int received, List<Snapshot.Amount> credits, List<String> adjustments) {
        return new Snapshot(
                true,
                status,
                Map.of(SKU, expected),
                Map.of(SKU, received),
                null,
                null,
                null,
                credits,
                adjustments,
                null,
                null,
                null);
    }

    static Snapshot desk(String status, Instant heardAt) {
        return new Snapshot(true, status, null, null, null, null, null, null, null, null, heardAt, null);
    }

    static Snapshot carrier(String status, int pieces) {
        var report = new Snapshot.Report("return_status_updated", "order-1", Map.of("typeID", "any"));
        return new Snapshot(
                true,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(new Snapshot.Label("rma_1", status, Map.of(SKU, pieces), report)),
                null,
                null);
    }

    static Snapshot.Amount amount(String id, String amount) {
        return new Snapshot.Amount(id, new BigDecimal(amount), null, null, CHANGED);
    }

    static Snapshot.Amount credit(String id, String amount, String tax, String paid) {
        return new Snapshot.Amount(id, new BigDecimal(amount), new BigDecimal(tax), new BigDecimal(paid), null);
    }

    static Money eur(String amount) {
        return Money.of(amount, "EUR");
    }

    Picture picture() {
        return new Picture(ours(), theirs, busy, isFirst, sharesTicket);
    }

    private Return ours() {
        boolean isGraded = status.ordinal() >= Status.INSPECTED.ordinal() && !status.isSideExit();
        List<Piece> pieces = isGraded
                ? List.of(
                        new Piece("p-1", true, "SELLABLE", Disposition.RESTOCK),
                        new Piece("p-2", true, "DAMAGED", Disposition.WRITE_OFF))
                : List.of();
        ReturnLine line = new ReturnLine(
                "l-1", "o-1", SKU, 2, List.of(0, 1), "TOO_SMALL", "", "", Resolution.REFUND, null, pieces);
        Settlement settlement = new Settlement(
                eur("40.00"),
                eur("0"),
                eur("0"),
                eur("0"),
                eur("40.00"),
                List.of(new Settlement.Line("l-1", 2, eur("40.00"), eur("6.39"), eur("0"), Resolution.REFUND)),
                List.of(),
                eur("0"),
                eur("0"),
                eur("0"),
                eur("0"),
                List.of(),
                eur("0"));
        return new Return(
                ID,
                "RMA-1",
                "shop-de",
                "#1042-R1",
                order(),
                List.of(line),
                status,
                null,
                null,
                isRefunded() ? settlement : null,
                new Return.MoneyMoved(known, null, null, null),
                List.of(),
                List.of(),
                Map.<Fact, Instant>of(),
                milestones(),
                BEGAN,
                CHANGED);
    }

    private Set<Milestone> milestones() {
        Set<Milestone> reached = EnumSet.of(Milestone.REQUESTED);
        List<Milestone> way = new ArrayList<>(List.of(
                Milestone.APPROVED,
                Milestone.LABEL_ISSUED,
                Milestone.IN_TRANSIT,
                Milestone.RECEIVED,
                Milestone.INSPECTED,
                Milestone.RESOLVING,
                Milestone.RESOLVED,
                Milestone.CLOSED));
        if (!status.isSideExit()) {
            way.stream()
                    .filter(milestone -> Status.valueOf(milestone.name()).ordinal() <= status.ordinal())
                    .forEach(reached::add);
        } else if (status != Status.DECLINED) {
            reached.add(Milestone.APPROVED);
        }
        if (isRefunded()) {
            reached.addAll(List.of(Milestone.REFUNDED, Milestone.BOOKABLE));
        }
        return reached;
    }

    private static Order order() {
        OrderLine bought = new OrderLine("o-1", SKU, "T-shirt", "", List.of(), 3, eur("60.00"), eur("9.58"));
        return new Order(
                "gid://shopify/Order/1",
                "#1042",
                "EUR",
                "DE",
                "de",
                new Order.Customer("c", "Eve", "eve@example.org"),
                BEGAN,
                BEGAN,
                List.of(bought),
                eur("0"),
                eur("60.00"),
                eur("0"),
                List.of(),
                List.of());
    }
}
