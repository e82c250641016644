package io.contraflow.lifecycle;

import io.contraflow.model.Decision;
import io.contraflow.model.ExchangeItem;
import io.contraflow.model.Fact;
import io.contraflow.model.Label;
import io.contraflow.model.Milestone;
import io.contraflow.model.RepairItem;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import io.contraflow.model.Settlement;
import io.contraflow.model.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A return while one event is worked into it. Lives for a single call, so that the outside sees only whole returns. */
final class Draft {
    final Return before;
    final Instant at;
    final Siblings siblings;
    final Map<Fact, Instant> facts = new EnumMap<>(Fact.class);
    final Set<Milestone> milestones = EnumSet.noneOf(Milestone.class);
    final List<String> sentences = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    List<ReturnLine> lines;

    @Nullable
    Decision decision;

    @Nullable
    Label label;

    @Nullable
    Settlement settlement;

    Return.MoneyMoved money;

    /** Kept sorted by line, so that the order of the reports leaves no trace. */
    List<ExchangeItem> exchanges;

    /** Likewise. */
    List<RepairItem> repairs;

    /** Whether the caller vouches that no delivery is outstanding right now. */
    boolean everythingDelivered;

    Draft(Return before, Instant at, Siblings siblings) {
        this.before = before;
        this.at = at;
        this.siblings = siblings;
        this.lines = Workshop.inspected(before.lines());
        this.decision = before.decision();
        this.label = before.label();
        this.settlement = before.settlement();
        this.money = before.money();
        this.exchanges = before.exchanges();
        this.repairs = before.repairs();
        facts.putAll(before.facts());
        milestones.addAll(before.milestones());
    }

    boolean has(Milestone milestone) {
        return milestones.contains(milestone);
    }

    boolean knows(Fact fact) {
        return facts.containsKey(fact);
    }

    /** Keeps the latest time, so that the order of the reports does not matter. */
    void note(Fact fact) {
        facts.merge(fact, at, (known, reported) -> known.isAfter(reported) ? known : reported);
    }

    void say(String sentence) {
        sentences.add(sentence);
    }

    void problem(String kind, String sentence) {
        problems.add(new Problem(kind, sentence));
    }

    boolean ended() {
        return has(Milestone.DECLINED) || has(Milestone.CANCELLED) || has(Milestone.EXPIRED);
    }

    /** Accepted, and neither cancelled nor expired since. */
    boolean underWay() {
        return has(Milestone.APPROVED) && !ended();
    }

    /** Whether the order had too few pieces left for what the customer wants to send back. */
    boolean tooFewUnits() {
        return lines.stream().anyMatch(line -> line.units().size() < line.quantity());
    }

    boolean anythingArrived() {
        return lines.stream().anyMatch(line -> line.received() > 0);
    }

    boolean everythingDecided() {
        return lines.stream().allMatch(line -> isKept(line) || line.decided() >= line.quantity());
    }

    /** Whether each piece has either arrived or is known to be missing. */
    boolean everythingAccountedFor() {
        return lines.stream()
                .allMatch(line -> isKept(line)
                        || line.pieces().stream()
                                        .filter(piece -> piece.arrived() || piece.inspected())
                                        .count()
                                >= line.quantity());
    }

    Said said() {
        return new Said(exchanges, repairs);
    }

    /** Whether the customer keeps the pieces of a line. */
    boolean isKept(ReturnLine line) {
        return decision != null && Choices.of(line, decision.terms(), said()) == Resolution.KEEP_ITEM;
    }

    /** Whether the customer keeps all there is. */
    boolean nothingComesBack() {
        return lines.stream().allMatch(this::isKept);
    }

    /** Whether the shop has said of all goods that are to go out whether the customer can have them. */
    boolean exchangesKnown() {
        Decision terms = decision;
        return terms != null
                && lines.stream()
                        .filter(line -> Choices.wantsGoods(line, terms.terms()))
                        .allMatch(line ->
                                said().exchange(line).map(ExchangeItem::isKnown).orElse(false));
    }

    Return finished(Instant updatedAt) {
        return new Return(
                before.id(),
                before.number(),
                before.channel(),
                before.shopName(),
                before.order(),
                lines,
                status(),
                decision,
                label,
                settlement,
                money,
                exchanges,
                repairs,
                facts,
                milestones,
                before.createdAt(),
                updatedAt);
    }

    private Status status() {
        Status furthest = Status.REQUESTED;
        for (Status status : Status.values()) {
            if (has(Milestone.valueOf(status.name()))) {
                furthest = status;
            }
        }
        return furthest;
    }
}
