package io.contraflow.policy;

import io.contraflow.lifecycle.Lifecycle;
import io.contraflow.lifecycle.Outcome;
import io.contraflow.lifecycle.Siblings;
import io.contraflow.model.Decision;
import io.contraflow.model.Disposition;
import io.contraflow.model.Label;
import io.contraflow.model.Milestone;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.Settlement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who is told what when a case runs its course and nothing goes wrong: the parcel comes back sellable, and every system
 * does what it is asked for. The life cycle says when, the delivered routes say who.
 *
 * @param gets what the customer gets in the end; empty when nothing
 * @param operations what the systems are asked for, in order, by system; templates of mails after the customer
 */
record Told(String gets, String operations) {
    private static final Pattern ROUTE = Pattern.compile("(?m)^ {4}id: returns-([a-z-]+)$");
    private static final Pattern STEP =
            Pattern.compile("uri: outbox:([a-z]+)/([a-z-]+)(?:\\s+parameters:\\s+(?:template|part): ([a-z-]+))?");
    private static final Map<String, List<String[]>> ROUTES = routes();

    static Told of(Case asked, Decision decision) {
        Course course = new Course(asked);
        course.hear(new ReturnEvent.ReturnJudged(decision));
        if (course.rma.has(Milestone.APPROVED)) {
            course.run();
        }
        Settlement settlement = course.rma.settlement();
        String gets = course.rma.has(Milestone.REPAIRED)
                ? Resolution.REPAIR.name()
                : settlement == null || settlement.lines().isEmpty()
                        ? ""
                        : settlement.lines().get(0).resolution().name();
        return new Told(gets, course.operations());
    }

    /** A return on its way. */
    private static final class Course {
        private final Case asked;
        private final Set<String> told = new LinkedHashSet<>();
        private Return rma;

        private Course(Case asked) {
            this.asked = asked;
            Outcome opened = Lifecycle.open(
                    UUID.randomUUID(),
                    "RMA-1",
                    asked.at(),
                    new ReturnEvent.ReturnRequested(asked.channel(), "", asked.order(), asked.lines()),
                    Siblings.none(asked.order().currency()));
            rma = opened.next();
            note(opened);
        }

        private void hear(ReturnEvent event) {
            Outcome outcome = Lifecycle.apply(
                    rma,
                    asked.at().plusSeconds(1),
                    event,
                    Siblings.none(asked.order().currency()));
            rma = outcome.next();
            note(outcome);
        }

        private void note(Outcome outcome) {
            outcome.consequences().forEach(consequence -> ROUTES.getOrDefault(
                            consequence.milestone().key(), List.of())
                    .forEach(step -> told.add(String.join("/", step))));
        }

        private void run() {
            rma.lines().stream()
                    .filter(line -> line.resolution().sendsGoods() || line.resolution() == Resolution.REPAIR)
                    .forEach(line -> hear(new ReturnEvent.ExchangeReserved(
                            line.id(), asked.order().lines().get(0).paid())));
            if (!rma.has(Milestone.KEPT)) {
                hear(new ReturnEvent.LabelIssued(new Label("QR", "https://labels.example/1", "1", "", "")));
                hear(new ReturnEvent.InTransit(""));
                hear(new ReturnEvent.ItemsReceived(pieces(null, null)));
                hear(new ReturnEvent.ItemsInspected(pieces("SELLABLE", Disposition.RESTOCK)));
            }
            if (rma.has(Milestone.IN_REPAIR)) {
                rma.lines()
                        .forEach(line -> hear(new ReturnEvent.RepairFinished(
                                line.id(), new ReturnEvent.Actor("person", "mechanic"))));
            }
            Settlement settlement = rma.settlement();
            if (settlement.refund().isPositive()) {
                hear(new ReturnEvent.RefundIssued(settlement.refund(), false));
            }
            if (settlement.exchanges()) {
                hear(new ReturnEvent.ExchangeReleased(settlement.lines().stream()
                        .filter(line -> line.resolution().sendsGoods())
                        .map(Settlement.Line::lineId)
                        .toList()));
            }
            if (settlement.giftCard().isPositive()) {
                hear(new ReturnEvent.GiftCardIssued(settlement.giftCard()));
            }
            hear(new ReturnEvent.CreditPosted(settlement.credit()));
            hear(new ReturnEvent.RefundBooked(settlement.credit()));
            hear(new ReturnEvent.EverythingDelivered());
            hear(new ReturnEvent.EverythingDelivered());
            if (rma.status() != io.contraflow.model.Status.CLOSED) {
                throw new IllegalStateException("the return ends as " + rma.status());
            }
        }

        private List<ReturnEvent.PieceReport> pieces(String grade, Disposition disposition) {
            return rma.lines().stream()
                    .filter(line -> line.resolution() != Resolution.KEEP_ITEM || !rma.has(Milestone.KEPT))
                    .map(line -> new ReturnEvent.PieceReport("p", line.orderLineId(), line.sku(), grade, disposition))
                    .toList();
        }

        /** Notes and fields of the ticket go without saying; who wants to know them reads the routes. */
        private String operations() {
            Map<String, List<String>> bySystem = new java.util.LinkedHashMap<>();
            Stream.of("shop", "erp", "carrier", "helpdesk", "customer")
                    .forEach(system -> bySystem.put(system, new ArrayList<>()));
            for (String step : told) {
                String[] words = step.split("/");
                if (!Set.of("add-note", "update-context").contains(words[1])) {
                    bySystem.get(words[0])
                            .add(
                                    words[0].equals("customer")
                                            ? words[2]
                                            : words.length > 2 ? words[1] + " " + words[2] : words[1]);
                }
            }
            return bySystem.entrySet().stream()
                    .filter(system -> !system.getValue().isEmpty())
                    .map(system -> system.getKey() + " " + String.join(", ", system.getValue()))
                    .reduce((one, other) -> one + "; " + other)
                    .orElse("");
        }
    }

    /** By milestone, the steps of its route: role, operation, and template or part. */
    private static Map<String, List<String[]>> routes() {
        Map<String, List<String[]>> routes = new HashMap<>();
        try (Stream<Path> files = Files.list(Path.of("routes/returns"))) {
            for (Path file : files.toList()) {
                for (String route : Files.readString(file).split("(?m)^- route:\\n")) {
                    Matcher id = ROUTE.matcher(route);
                    if (id.find()) {
                        routes.put(id.group(1), steps(route));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return routes;
    }

    private static List<String[]> steps(String route) {
        return STEP.matcher(route)
                .results()
                .map(step -> step.group(3) == null
                        ? new String[] {step.group(1), step.group(2)}
                        : new String[] {step.group(1), step.group(2), step.group(3)})
                .toList();
    }
}
