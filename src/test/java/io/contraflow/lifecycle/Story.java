package io.contraflow.lifecycle;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Disposition;
import io.contraflow.model.Milestone;
import io.contraflow.model.Order;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.Dated;
import io.contraflow.model.ReturnEvent.PieceReport;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A return drawn at random, and all that happens to it in the world: what policy, people, carrier and warehouse say. What
 * shop and ERP do is their answer to the consequences, so it comes in when the return is played.
 */
final class Story {
    /** What an inspector may say. */
    private static final Disposition[] INSPECTED =
            Arrays.stream(Disposition.values()).filter(Disposition::isReported).toArray(Disposition[]::new);

    private final Order order;
    private final List<ReturnLine> lines;
    final List<Dated> events;

    private Story(Order order, List<ReturnLine> lines, List<Dated> events) {
        this.order = order;
        this.lines = lines;
        this.events = events;
    }

    static Story draw(Random random) {
        return draw(random, false);
    }

    /** Like {@link #draw(Random)}, but each piece has a return line of its own, as when the reasons differ. */
    static Story drawLineByLine(Random random) {
        return draw(random, true);
    }

    private static Story draw(Random random, boolean lineByLine) {
        List<OrderLine> bought = new ArrayList<>();
        List<ReturnLine> lines = new ArrayList<>();
        List<PieceReport> graded = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            int quantity = 1 + random.nextInt(4);
            int back = 1 + random.nextInt(quantity);
            String id = "L" + i;
            bought.add(Cases.bought(id, quantity, random.nextInt(1, 200) + "." + random.nextInt(10, 100)));
            if (!lineByLine) {
                lines.add(wish(random, Cases.sendsBack(id, back), Cases.OFFERED));
            }
            for (int piece = 0; piece < back; piece++) {
                if (lineByLine) {
                    String line = "r-" + id + (piece == 0 ? "" : "-" + piece);
                    // Nobody could say which of the pieces a customer keeps or wants mended.
                    lines.add(wish(random, Cases.sendsBack(line, id, 1), Cases.OFFERED.subList(0, 4)));
                }
                graded.add(Cases.graded(id + "-" + piece, id, pick(random, INSPECTED)));
            }
        }
        return new Story(Cases.order("4.90", bought.toArray(OrderLine[]::new)), lines, world(random, lines, graded));
    }

    private static List<Dated> world(Random random, List<ReturnLine> lines, List<PieceReport> graded) {
        List<ReturnEvent> events = new ArrayList<>();
        Verdict verdict = random.nextBoolean() ? Verdict.APPROVE : Verdict.REVIEW;
        var fee = new Decision.Fee("r-L0", "fee", random.nextInt(0, 2_000), Cases.eur("1.50"), Cases.eur("20.00"));
        var terms =
                Cases.withOffers(Cases.terms(pick(random, RefundMoment.values()), fee), lines, random.nextInt(1_500));
        events.add(new ReturnEvent.ReturnJudged(Cases.decision(verdict, terms)));
        if (verdict == Verdict.REVIEW || random.nextBoolean()) {
            events.add(Cases.approved());
        }
        events.addAll(shelves(random, lines));
        events.add(Cases.labelled());
        // A parcel of which nothing arrived must have been seen by the carrier, or no first scan ever comes.
        events.add(Cases.moves());
        events.addAll(batches(random, graded.stream().filter(Story::arrives).toList(), false));
        events.addAll(batches(random, graded, true));
        List<PieceReport> decided = graded.stream()
                .filter(report -> report.disposition() == Disposition.REVIEW)
                .map(report -> Cases.graded(
                        report.id(),
                        String.valueOf(report.orderLineId()),
                        pick(random, Disposition.RESTOCK, Disposition.WRITE_OFF, Disposition.SEND_BACK)))
                .toList();
        events.addAll(batches(random, decided, true));
        Set<String> ours = Stream.concat(graded.stream(), decided.stream())
                .filter(report -> report.disposition().isKept())
                .map(report -> "r-" + report.orderLineId())
                .collect(Collectors.toSet());
        events.addAll(workshop(
                random, lines.stream().filter(line -> ours.contains(line.id())).toList()));
        List<Dated> dated = new ArrayList<>();
        for (ReturnEvent event : events) {
            dated.add(new Dated(Cases.START.plusSeconds(dated.size()), event));
        }
        return dated;
    }

    /** Some ask for something else than money. */
    private static ReturnLine wish(Random random, ReturnLine line, List<Resolution> offered) {
        return random.nextInt(2) == 0 ? Cases.asksFor(offered.get(random.nextInt(offered.size())), line) : line;
    }

    /** What the shop says about goods that are asked for: it holds them, at any price, or has none. */
    private static List<ReturnEvent> shelves(Random random, List<ReturnLine> lines) {
        List<ReturnEvent> events = new ArrayList<>();
        for (ReturnLine line : lines) {
            if (line.resolution().sendsGoods() || line.resolution() == Resolution.REPAIR) {
                events.add(
                        random.nextInt(4) == 0
                                ? new ReturnEvent.ExchangeUnavailable(line.id(), "Sold out.", random.nextBoolean())
                                : new ReturnEvent.ExchangeReserved(
                                        line.id(), Cases.eur(random.nextInt(0, 150) + ".00")));
            }
        }
        return events;
    }

    /** What the workshop says of goods that it has and that are to be mended: a quote, and that they are, unless they cannot be. */
    private static List<ReturnEvent> workshop(Random random, List<ReturnLine> lines) {
        var mechanic = new ReturnEvent.Actor("person", "mechanic");
        List<ReturnEvent> events = new ArrayList<>();
        for (ReturnLine line : lines) {
            if (line.resolution() == Resolution.REPAIR) {
                boolean isTooMuch = random.nextInt(4) == 0;
                events.add(new ReturnEvent.RepairQuoted(
                        line.id(), Cases.eur(isTooMuch ? "20.01" : "20.00"), random.nextInt(15), mechanic));
                if (!isTooMuch) {
                    events.add(
                            random.nextInt(4) == 0
                                    ? new ReturnEvent.RepairFailed(line.id(), "No spare parts.", mechanic)
                                    : new ReturnEvent.RepairFinished(line.id(), mechanic));
                }
            }
        }
        return events;
    }

    private static boolean arrives(PieceReport report) {
        return report.disposition() != Disposition.NOT_RECEIVED;
    }

    private static List<ReturnEvent> batches(Random random, List<PieceReport> pieces, boolean inspected) {
        List<ReturnEvent> events = new ArrayList<>();
        List<PieceReport> batch = new ArrayList<>();
        for (PieceReport piece : pieces) {
            batch.add(inspected ? piece : new PieceReport(piece.id(), piece.orderLineId(), null, null, null));
            if (random.nextInt(3) == 0) {
                events.add(event(batch, inspected));
                batch = new ArrayList<>();
            }
        }
        events.add(event(batch, inspected));
        return events;
    }

    private static ReturnEvent event(List<PieceReport> batch, boolean inspected) {
        return inspected ? new ReturnEvent.ItemsInspected(batch) : new ReturnEvent.ItemsReceived(batch);
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    /** Plays the events one after the other; shop and ERP answer at once. */
    Ending playInOrder() {
        return play(new Random(0), false);
    }

    /** Plays the events in any order, many of them twice; shop and ERP answer at any later time, and twice as well. */
    Ending playShuffled(Random random) {
        return play(random, true);
    }

    private Ending play(Random random, boolean shuffled) {
        List<Dated> waiting = new ArrayList<>(events);
        if (shuffled) {
            events.stream().filter(event -> random.nextInt(3) == 0).forEach(waiting::add);
            Collections.shuffle(waiting, random);
        }
        Ending ending = open();
        while (!waiting.isEmpty()) {
            Dated next = waiting.remove(0);
            for (Dated answer : ending.hear(next)) {
                for (int copy = 0; copy < (shuffled ? 1 + random.nextInt(2) : 1); copy++) {
                    waiting.add(shuffled ? random.nextInt(waiting.size() + 1) : 0, answer);
                }
            }
        }
        ending.deliverEverything();
        return ending;
    }

    /** Plays exactly these events; nobody answers. */
    Ending play(List<Dated> all) {
        Ending ending = open();
        all.forEach(ending::hear);
        ending.deliverEverything();
        return ending;
    }

    /** The return after each of these events; nobody answers. */
    List<Return> states(List<Dated> all) {
        Ending ending = open();
        List<Return> states = new ArrayList<>(List.of(ending.rma()));
        for (Dated event : all) {
            ending.hear(event);
            states.add(ending.rma());
        }
        return states;
    }

    private Ending open() {
        return new Ending(Cases.open(order, Siblings.none(Cases.EUR), lines.toArray(ReturnLine[]::new)));
    }

    /** A return as it has become, and what others were told on the way. */
    static final class Ending {
        private final Map<String, Integer> told = new TreeMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private Return rma;

        private Ending(Outcome opened) {
            rma = opened.next();
            note(opened);
        }

        private List<Dated> hear(Dated dated) {
            Outcome outcome = Lifecycle.apply(rma, dated.at(), dated.event(), Siblings.none(Cases.EUR));
            rma = outcome.next();
            note(outcome);
            List<Dated> answers = new ArrayList<>();
            outcome.consequences().forEach(told -> answers(told.milestone())
                    .forEach(answer -> answers.add(new Dated(Cases.START.plusSeconds(50_000), answer))));
            return answers;
        }

        private void deliverEverything() {
            Dated delivered = new Dated(Cases.START.plusSeconds(100_000), Cases.everythingDelivered());
            hear(delivered);
            hear(delivered);
        }

        private List<ReturnEvent> answers(Milestone milestone) {
            if (milestone == Milestone.RESOLVING) {
                return resolved();
            }
            if (milestone == Milestone.GIFT_CARD_DUE) {
                return List.of(new ReturnEvent.GiftCardIssued(rma.settlement().giftCard()));
            }
            if ((milestone == Milestone.BOOKABLE || milestone == Milestone.CREDITED)
                    && rma.settlement() != null
                    && (rma.money().shopRefund() != null
                            || rma.settlement().exchanges()
                            || rma.settlement().giftCard().isPositive())) {
                var due = rma.settlement().credit();
                return List.of(new ReturnEvent.CreditPosted(due), new ReturnEvent.RefundBooked(due));
            }
            return List.of();
        }

        private List<ReturnEvent> resolved() {
            List<ReturnEvent> done = new ArrayList<>();
            Settlement settlement = rma.settlement();
            if (settlement.refund().isPositive()) {
                done.add(new ReturnEvent.RefundIssued(settlement.refund(), false));
            }
            if (settlement.exchanges()) {
                done.add(new ReturnEvent.ExchangeReleased(settlement.lines().stream()
                        .filter(line -> line.resolution().sendsGoods())
                        .map(Settlement.Line::lineId)
                        .toList()));
            }
            return done;
        }

        /** Counts pieces, not batches: how pieces come together in batches is the reporter's business. */
        private void note(Outcome outcome) {
            problems.addAll(outcome.problems());
            for (Consequence consequence : outcome.consequences()) {
                // That goods are at the workshop is told only while they are.
                if (consequence.lots().isEmpty() && consequence.milestone() != Milestone.IN_REPAIR) {
                    told.merge(consequence.milestone().name(), 1, Integer::sum);
                }
                consequence
                        .lots()
                        .forEach(lot -> told.merge(
                                consequence.milestone() + " " + lot.orderLineId() + " " + lot.grade() + " "
                                        + lot.disposition(),
                                lot.quantity(),
                                Integer::sum));
            }
        }

        Return rma() {
            return rma;
        }

        Map<String, Integer> told() {
            return new HashMap<>(told);
        }

        List<Problem> problems() {
            return problems;
        }
    }
}
