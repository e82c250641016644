package io.contraflow.flow.reconcile;

import io.contraflow.model.Milestone;
import io.contraflow.model.Return;
import io.contraflow.model.Role;
import io.contraflow.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names every difference in a picture. Knows neither the systems nor the time. */
final class Comparison {
    private static final String OPEN = "OPEN";
    private static final String REQUESTED = "REQUESTED";

    private final Return ours;
    private final Picture picture;
    private final List<Difference> found = new ArrayList<>();

    private Comparison(Picture picture) {
        this.ours = picture.ours();
        this.picture = picture;
    }

    static List<Difference> of(Picture picture) {
        Comparison comparison = new Comparison(picture);
        picture.settled(Role.SHOP).ifPresent(comparison::shop);
        picture.settled(Role.ERP).ifPresent(comparison::erp);
        picture.settled(Role.HELPDESK).ifPresent(comparison::helpdesk);
        picture.settled(Role.CARRIER).ifPresent(comparison::carrier);
        comparison.found.addAll(GoodsComparison.of(picture));
        comparison.found.addAll(MoneyComparison.of(picture));
        return List.copyOf(comparison.found);
    }

    private void shop(Snapshot shop) {
        String theirs = String.valueOf(shop.status());
        Optional<String> lost = stepLostInShop(theirs);
        if (lost.isPresent()) {
            found.add(status(DriftKind.STATUS_BEHIND, Role.SHOP, theirs).healedBy(lost.get(), Map.of()));
        } else if (isAhead(theirs)) {
            Difference ahead = status(DriftKind.STATUS_AHEAD, Role.SHOP, theirs);
            Snapshot.Report report = shop.report();
            // We refused what the shop's staff approved: hearing of it again changes nothing.
            found.add(
                    report == null || ours.status() == Status.DECLINED ? ahead : ahead.healedBy(hear(theirs, report)));
        }
    }

    /** The step that would bring the shop to where we are; empty when it is there. */
    private Optional<String> stepLostInShop(String theirs) {
        boolean isRequested = theirs.equals(REQUESTED);
        boolean isAlive = isRequested || theirs.equals(OPEN);
        return switch (ours.status()) {
            case DECLINED -> isRequested ? Optional.of("decline-return") : Optional.empty();
            case CANCELLED, EXPIRED -> isAlive ? Optional.of("cancel-return") : Optional.empty();
            case CLOSED -> theirs.equals(OPEN) ? Optional.of("close-return") : Optional.empty();
            case REQUESTED, IN_REVIEW -> Optional.empty();
            case APPROVED, LABEL_ISSUED, IN_TRANSIT, RECEIVED, INSPECTED, RESOLVING, RESOLVED ->
                isRequested ? Optional.of("approve-return") : Optional.empty();
        };
    }

    private boolean isAhead(String theirs) {
        boolean isRefused = theirs.equals("DECLINED") || theirs.equals("CANCELLED");
        return switch (ours.status()) {
            case REQUESTED, IN_REVIEW -> isRefused || theirs.equals(OPEN) || theirs.equals("CLOSED");
            case DECLINED -> theirs.equals(OPEN);
            case APPROVED, LABEL_ISSUED, IN_TRANSIT, RECEIVED, INSPECTED, RESOLVING ->
                isRefused || theirs.equals("CLOSED");
            case RESOLVED, CLOSED, CANCELLED, EXPIRED -> false;
        };
    }

    private void erp(Snapshot erp) {
        boolean isWanted = ours.has(Milestone.APPROVED)
                && !ours.has(Milestone.KEPT)
                && !ours.status().isSideExit();
        if (isWanted && !erp.found()) {
            Difference missing = Difference.of(
                    DriftKind.MISSING_RMA,
                    Role.ERP,
                    "The ERP has no return authorization, though the return is " + ours.status() + ".",
                    ours.status().name(),
                    "");
            boolean goesOn = !ours.status().isFinal() && ours.lines().stream().noneMatch(line -> line.inspected() > 0);
            found.add(goesOn ? missing.healedBy("authorize-return", Map.of()) : missing);
        } else if (ours.status().isSideExit() && erp.found() && OPEN.equals(erp.status())) {
            found.add(status(DriftKind.STATUS_BEHIND, Role.ERP, OPEN).healedBy("cancel-return", Map.of()));
        }
    }

    private void helpdesk(Snapshot desk) {
        if (!desk.found()) {
            Difference missing = Difference.of(
                    DriftKind.MISSING_TICKET,
                    Role.HELPDESK,
                    "The helpdesk has no ticket for the return.",
                    ours.status().name(),
                    "");
            found.add(ours.status().isFinal() ? missing : missing.healedBy("open-ticket", Map.of()));
            return;
        }
        Instant heard = desk.heardAt();
        boolean isTalkedAbout = picture.sharesTicket() || (heard != null && heard.isAfter(ours.updatedAt()));
        if (ours.status().isFinal() && OPEN.equals(desk.status()) && !isTalkedAbout) {
            found.add(Difference.of(
                            DriftKind.TICKET_OPEN_AFTER_CLOSE,
                            Role.HELPDESK,
                            "The ticket is open, though the return is " + ours.status() + ".",
                            ours.status().name(),
                            OPEN)
                    .healedBy("close-ticket", Map.of()));
        }
    }

    private void carrier(Snapshot carrier) {
        for (Snapshot.Label label : carrier.labels() == null ? List.<Snapshot.Label>of() : carrier.labels()) {
            if (ours.status().isSideExit() && label.status().equals("LIVE")) {
                found.add(Difference.of(
                                DriftKind.LABEL_WITHOUT_RETURN,
                                Role.CARRIER,
                                "The carrier would still take the parcel (" + label.id() + "), though the return is "
                                        + ours.status() + ".",
                                ours.status().name(),
                                "LIVE")
                        .healedBy("cancel-label", Map.of("rma", label.id())));
            } else if (isAhead(label)) {
                Difference ahead = status(DriftKind.STATUS_AHEAD, Role.CARRIER, label.status());
                Snapshot.Report report = label.report();
                found.add(report == null ? ahead : ahead.healedBy(hear(label.id() + "/" + label.status(), report)));
            }
        }
    }

    private boolean isAhead(Snapshot.Label label) {
        if (ours.status().isSideExit()) {
            return false;
        }
        return switch (label.status()) {
            case "MOVING" -> !ours.has(Milestone.IN_TRANSIT);
            case "RECEIVED" -> !ours.has(Milestone.RECEIVED);
            case "INSPECTED" -> !ours.has(Milestone.INSPECTED);
            default -> false;
        };
    }

    private Remedy hear(String state, Snapshot.Report report) {
        return new Remedy.Hear("reconcile/" + ours.id() + "/" + state, report);
    }

    private Difference status(DriftKind kind, Role role, String theirs) {
        return Difference.of(
                kind,
                role,
                "The return is " + ours.status() + ", but the " + role.key() + " has it as " + theirs + ".",
                ours.status().name(),
                theirs);
    }
}
