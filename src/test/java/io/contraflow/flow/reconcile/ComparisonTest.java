package io.contraflow.flow.reconcile;

import static io.contraflow.flow.reconcile.DriftKind.AMOUNTS_DIFFER;
import static io.contraflow.flow.reconcile.DriftKind.CREDIT_ONLY_IN_ERP;
import static io.contraflow.flow.reconcile.DriftKind.DUPLICATE_CREDIT;
import static io.contraflow.flow.reconcile.DriftKind.LABEL_WITHOUT_RETURN;
import static io.contraflow.flow.reconcile.DriftKind.MISSING_RECEIPT;
import static io.contraflow.flow.reconcile.DriftKind.MISSING_RMA;
import static io.contraflow.flow.reconcile.DriftKind.MISSING_TICKET;
import static io.contraflow.flow.reconcile.DriftKind.QUANTITY_DIFFERS;
import static io.contraflow.flow.reconcile.DriftKind.REFUND_BY_HAND;
import static io.contraflow.flow.reconcile.DriftKind.REFUND_ONLY_IN_SHOP;
import static io.contraflow.flow.reconcile.DriftKind.STATUS_AHEAD;
import static io.contraflow.flow.reconcile.DriftKind.STATUS_BEHIND;
import static io.contraflow.flow.reconcile.DriftKind.STOCK_NOT_ADJUSTED;
import static io.contraflow.flow.reconcile.DriftKind.TAX_DIFFERS;
import static io.contraflow.flow.reconcile.DriftKind.TICKET_OPEN_AFTER_CLOSE;
import static io.contraflow.flow.reconcile.Pictures.BEGAN;
import static io.contraflow.flow.reconcile.Pictures.CHANGED;
import static io.contraflow.flow.reconcile.Pictures.credit;
import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Role;
import io.contraflow.model.Status;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {
    /**
     * One difference.
     *
     * @param heals the operation or topic that heals it; empty when a person must look
     */
    private record Row(String what, Pictures picture, DriftKind kind, Role role, String heals) {
        @Override
        public String toString() {
            return kind + ": " + what;
        }
    }

    private static Pictures closed() {
        return Pictures.of(Status.CLOSED);
    }

    private static Row row(String what, Pictures picture, DriftKind kind, Role role, String heals) {
        return new Row(what, picture, kind, role, heals);
    }

    static Stream<Row> rows() {
        return Stream.of(status(), helpdeskAndCarrier(), goods(), money()).flatMap(List::stream);
    }

    private static List<Row> status() {
        Pictures approved = Pictures.of(Status.APPROVED);
        return List.of(
                row("closed, open in the shop", closed().shopHas("OPEN"), STATUS_BEHIND, Role.SHOP, "close-return"),
                row(
                        "approved, not in the shop",
                        approved.shopHas("REQUESTED"),
                        STATUS_BEHIND,
                        Role.SHOP,
                        "approve-return"),
                row(
                        "declined, not in the shop",
                        Pictures.of(Status.DECLINED).without(Role.ERP).shopHas("REQUESTED"),
                        STATUS_BEHIND,
                        Role.SHOP,
                        "decline-return"),
                row(
                        "cancelled, open in the shop",
                        Pictures.of(Status.CANCELLED).shopHas("OPEN"),
                        STATUS_BEHIND,
                        Role.SHOP,
                        "cancel-return"),
                row(
                        "cancelled, open in the ERP",
                        Pictures.of(Status.CANCELLED).erpHas("OPEN", 2, 0),
                        STATUS_BEHIND,
                        Role.ERP,
                        "cancel-return"),
                row(
                        "the shop's staff approved",
                        Pictures.of(Status.IN_REVIEW).without(Role.ERP).shopHas("OPEN"),
                        STATUS_AHEAD,
                        Role.SHOP,
                        "returns/any"),
                row(
                        "cancelled in the shop",
                        Pictures.of(Status.LABEL_ISSUED).shopHas("CANCELLED"),
                        STATUS_AHEAD,
                        Role.SHOP,
                        "returns/any"),
                row(
                        "approved in the shop, declined here",
                        Pictures.of(Status.DECLINED).without(Role.ERP).shopHas("OPEN"),
                        STATUS_AHEAD,
                        Role.SHOP,
                        ""),
                row(
                        "no authorization while it goes on",
                        Pictures.of(Status.LABEL_ISSUED).with(Role.ERP, Snapshot.MISSING),
                        MISSING_RMA,
                        Role.ERP,
                        "authorize-return"),
                row(
                        "no authorization after the end",
                        closed().with(Role.ERP, Snapshot.MISSING),
                        MISSING_RMA,
                        Role.ERP,
                        ""));
    }

    private static List<Row> helpdeskAndCarrier() {
        return List.of(
                row(
                        "open after the end",
                        closed().with(Role.HELPDESK, Pictures.desk("OPEN", BEGAN)),
                        TICKET_OPEN_AFTER_CLOSE,
                        Role.HELPDESK,
                        "close-ticket"),
                row(
                        "deleted while it goes on",
                        Pictures.of(Status.APPROVED).with(Role.HELPDESK, Snapshot.MISSING),
                        MISSING_TICKET,
                        Role.HELPDESK,
                        "open-ticket"),
                row(
                        "deleted after the end",
                        closed().with(Role.HELPDESK, Snapshot.MISSING),
                        MISSING_TICKET,
                        Role.HELPDESK,
                        ""),
                row(
                        "the code still works",
                        Pictures.of(Status.CANCELLED).with(Role.CARRIER, Pictures.carrier("LIVE", 2)),
                        LABEL_WITHOUT_RETURN,
                        Role.CARRIER,
                        "cancel-label"),
                row(
                        "the parcel arrived unheard",
                        Pictures.of(Status.IN_TRANSIT).with(Role.CARRIER, Pictures.carrier("RECEIVED", 2)),
                        STATUS_AHEAD,
                        Role.CARRIER,
                        "return_status_updated"));
    }

    private static List<Row> goods() {
        return List.of(
                row("in the shop", closed().shopCounts(1), QUANTITY_DIFFERS, Role.SHOP, ""),
                row("in the ERP", closed().erpHas("CLOSED", 3, 2), QUANTITY_DIFFERS, Role.ERP, ""),
                row("received in part", closed().erpHas("CLOSED", 2, 1), QUANTITY_DIFFERS, Role.ERP, ""),
                row(
                        "at the carrier",
                        closed().with(Role.CARRIER, Pictures.carrier("INSPECTED", 1)),
                        QUANTITY_DIFFERS,
                        Role.CARRIER,
                        ""),
                row(
                        "nothing received",
                        closed().erpHas("OPEN", 2, 0).erpWroteOff(),
                        MISSING_RECEIPT,
                        Role.ERP,
                        "receive-items"),
                row(
                        "nothing received, but something written off",
                        closed().erpHas("OPEN", 2, 0),
                        MISSING_RECEIPT,
                        Role.ERP,
                        ""),
                row("no write-off", closed().erpWroteOff(), STOCK_NOT_ADJUSTED, Role.ERP, ""),
                row(
                        "not disposed in the shop",
                        Pictures.of(Status.INSPECTED).shopStocked(0, 1),
                        STOCK_NOT_ADJUSTED,
                        Role.SHOP,
                        "record-disposition"),
                row("closed without", closed().shopStocked(1, 0), STOCK_NOT_ADJUSTED, Role.SHOP, ""));
    }

    private static List<Row> money() {
        return List.of(
                row("no credit", closed().erpCredited(), REFUND_ONLY_IN_SHOP, Role.ERP, ""),
                row(
                        "no refund",
                        Pictures.of(Status.LABEL_ISSUED).erpCredited(credit("c-2", "40.00", "6.39", "0")),
                        CREDIT_ONLY_IN_ERP,
                        Role.ERP,
                        ""),
                row(
                        "credited less",
                        closed().erpCredited(credit("c-1", "39.99", "6.39", "39.99")),
                        AMOUNTS_DIFFER,
                        Role.ERP,
                        ""),
                row(
                        "paid out less",
                        closed().erpCredited(credit("c-1", "40.00", "6.39", "39.00")),
                        AMOUNTS_DIFFER,
                        Role.ERP,
                        ""),
                row(
                        "other tax",
                        closed().erpCredited(credit("c-1", "40.00", "2.62", "40.00")),
                        TAX_DIFFERS,
                        Role.ERP,
                        ""),
                row("on the order", closed().shopRefundedBesides("5.00", CHANGED), REFUND_BY_HAND, Role.SHOP, ""),
                row(
                        "of the return",
                        Pictures.of(Status.LABEL_ISSUED).shopRefunded("40.00"),
                        REFUND_BY_HAND,
                        Role.SHOP,
                        ""),
                row(
                        "credited twice",
                        closed().erpCredited(
                                        credit("c-1", "40.00", "6.39", "40.00"), credit("c-2", "40.00", "6.39", "0")),
                        DUPLICATE_CREDIT,
                        Role.ERP,
                        ""));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aDifferenceIsNamedOnceAndHealedOnlyWhereThatIsSafe(Row row) {
        List<Difference> found = Comparison.of(row.picture().picture());

        assertThat(found).hasSize(1);
        Difference one = found.get(0);
        assertThat(one.kind()).isEqualTo(row.kind());
        assertThat(one.role()).isEqualTo(row.role());
        assertThat(one.sentence()).endsWith(".").doesNotContain("eve@example.org", "Eve");
        assertThat(one.remedy() == null ? "" : one.remedy().words()).endsWith(row.heals());
        assertThat(one.remedy() == null).isEqualTo(row.heals().isEmpty());
        if (row.kind().healing() == DriftKind.Healing.NEVER) {
            assertThat(one.remedy()).isNull();
        }
    }

    @Test
    void everyKindHasARow() {
        assertThat(rows().map(Row::kind).collect(Collectors.toSet())).isEqualTo(EnumSet.allOf(DriftKind.class));
    }

    @ParameterizedTest
    @EnumSource(Status.class)
    void whereAllAgreeNothingIsFound(Status status) {
        assertThat(Comparison.of(Pictures.of(status).picture())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsStillOnItsWayExplainsADifference(Row row) {
        assertThat(Comparison.of(row.picture().busy(row.role()).picture())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aSystemThatWasNotReadIsNotAccused(Row row) {
        assertThat(Comparison.of(row.picture().without(row.role()).picture())).isEmpty();
    }

    @Test
    void aCustomerWhoWritesAfterTheEndKeepsTheTicketOpen() {
        var written = Pictures.desk("OPEN", CHANGED.plusSeconds(1));
        assertThat(Comparison.of(closed().with(Role.HELPDESK, written).picture()))
                .isEmpty();
        var shared = closed().with(Role.HELPDESK, Pictures.desk("OPEN", BEGAN)).sharingItsTicket();
        assertThat(Comparison.of(shared.picture())).isEmpty();
    }

    @Test
    void aRefundBeforeTheReturnOrOfAnotherReturnsOrderIsNoneOfIts() {
        Pictures earlier = closed().shopRefundedBesides("5.00", BEGAN.minusSeconds(60));
        assertThat(Comparison.of(earlier.picture())).isEmpty();
        Pictures second = closed().shopRefundedBesides("5.00", CHANGED).notTheFirstOfItsOrder();
        assertThat(Comparison.of(second.picture())).isEmpty();
    }

    @Test
    void aRefundByHandThatWeHeardOfIsNoDrift() {
        Pictures heard = closed().shopRefunded().shopRefundedBesides("40.00", CHANGED);
        assertThat(Comparison.of(heard.picture())).isEmpty();
    }

    @Test
    void aCentOfTaxForEachPieceIsRounding() {
        Pictures rounded = closed().erpCredited(credit("c-1", "40.00", "6.41", "40.00"));
        assertThat(Comparison.of(rounded.picture())).isEmpty();
    }

    @Test
    void severalDifferencesAreAllNamed() {
        Set<DriftKind> kinds =
                Comparison.of(closed().shopHas("OPEN")
                                .erpCredited()
                                .with(Role.HELPDESK, Snapshot.MISSING)
                                .picture())
                        .stream()
                        .map(Difference::kind)
                        .collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(STATUS_BEHIND, REFUND_ONLY_IN_SHOP, MISSING_TICKET);
    }
}
