package io.contraflow.model;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A canonical fact about a return. */
public sealed interface ReturnEvent {

    /** Who did it, where the event itself says so; null when whoever brings the event has to say it. */
    default @Nullable Actor actor() {
        return null;
    }

    /**
     * The customer wants to send something back. Units of the lines are still empty.
     *
     * @param askedAt when the customer asked, which may be long before we heard of it; null when that is not known
     */
    record ReturnRequested(
            String channel,
            String shopName,
            Order order,
            List<ReturnLine> lines,
            @Nullable Instant askedAt) implements ReturnEvent {

        public ReturnRequested(String channel, String shopName, Order order, List<ReturnLine> lines) {
            this(channel, shopName, order, lines, null);
        }

        /**
         * When the return began, which is what periods are held against.
         *
         * @param heardAt when we heard of it; a sender whose clock is ahead cannot make it later
         */
        public Instant begunAt(Instant heardAt) {
            return askedAt == null || askedAt.isAfter(heardAt) ? heardAt : askedAt;
        }
    }

    /** A policy has looked at the return: {@code decision} says what it found. */
    record ReturnJudged(Decision decision) implements ReturnEvent {}

    /** Somebody accepted the return: a person here, or the shop's own staff. */
    record ReturnApproved(Actor actor, String reason) implements ReturnEvent {}

    /** Somebody refused the return. */
    record ReturnDeclined(Actor actor, String reason) implements ReturnEvent {}

    record ReturnCancelled(Actor actor, String reason) implements ReturnEvent {}

    /** The label was never used in time. */
    record ReturnExpired(Actor actor) implements ReturnEvent {}

    record LabelIssued(Label label) implements ReturnEvent {}

    /** The parcel was handed over, or moved. */
    record InTransit(String where) implements ReturnEvent {}

    /** The warehouse has these pieces. */
    record ItemsReceived(List<PieceReport> pieces) implements ReturnEvent {}

    /** These pieces were graded. A piece that was not received before has arrived with it, unless it is missing. */
    record ItemsInspected(List<PieceReport> pieces) implements ReturnEvent {}

    /**
     * The shop has given money back.
     *
     * @param amount all that the shop refunded for this return
     * @param byHand whether somebody did it in the shop instead of us
     */
    record RefundIssued(Money amount, boolean byHand) implements ReturnEvent {}

    /**
     * The shop has given the customer a gift card for this return.
     *
     * @param amount its value; zero when somebody refunded the return in the shop instead
     */
    record GiftCardIssued(Money amount) implements ReturnEvent {}

    /**
     * The shop holds goods for the customer that go out for a line.
     *
     * @param price what one piece costs now, tax included
     */
    record ExchangeReserved(String lineId, Money price) implements ReturnEvent {}

    /**
     * The shop cannot give, or no longer give, the goods that were to go out for a line.
     *
     * @param why for the agent
     * @param soldOut whether the shop has none; false when somebody decided against the goods
     */
    record ExchangeUnavailable(String lineId, String why, boolean soldOut) implements ReturnEvent {}

    /** The shop has put the goods that go out for these lines on their way. */
    record ExchangeReleased(List<String> lineIds) implements ReturnEvent {
        public ExchangeReleased {
            lineIds = List.copyOf(lineIds);
        }
    }

    /**
     * The workshop has looked at the pieces of a line.
     *
     * @param cost what mending all of them costs the merchant
     * @param days how long it takes
     */
    record RepairQuoted(String lineId, Money cost, int days, Actor actor) implements ReturnEvent {}

    /** The pieces of a line are mended and on their way back to the customer. */
    record RepairFinished(String lineId, Actor actor) implements ReturnEvent {}

    /**
     * The pieces of a line cannot be mended.
     *
     * @param why for the agent
     */
    record RepairFailed(String lineId, String why, Actor actor) implements ReturnEvent {}

    /** The ERP has credited the customer. */
    record CreditPosted(Money amount) implements ReturnEvent {}

    /** The ERP has booked the refund as paid. */
    record RefundBooked(Money amount) implements ReturnEvent {}

    /** Every system that had to be told has confirmed. */
    record EverythingDelivered() implements ReturnEvent {}

    /**
     * Another system confirms what is known already, or tells what changes nothing: its own "approved" after our
     * approval, its "closed" after our closing.
     *
     * @param what short words for the timeline
     */
    record Confirmed(String what) implements ReturnEvent {}

    /**
     * The customer wrote to the helpdesk about the return. What they wrote is not part of it.
     *
     * @param message the helpdesk's id of the message, by which it is counted once
     * @param what short words for the timeline
     */
    record CustomerWrote(String message, String what) implements ReturnEvent {}

    /** The customer has shown something for a line. */
    record EvidenceGiven(String lineId, List<Evidence> evidence, Actor actor) implements ReturnEvent {
        public EvidenceGiven {
            evidence = List.copyOf(evidence);
        }
    }

    record NoteAdded(Actor actor, String text) implements ReturnEvent {}

    /**
     * Who did it.
     *
     * @param kind {@code person}, {@code system} or {@code policy}
     * @param name login of the person, name of the connector or policy
     */
    record Actor(String kind, String name) {}

    /**
     * A piece as a warehouse or carrier reports it.
     *
     * @param id the reporter's id of the physical piece
     * @param orderLineId the order line it belongs to; null when unknown, then {@code sku} decides
     * @param grade our grade, such as {@code SELLABLE}; null when only received
     * @param disposition what the reporter decided; null when only received, or when policy and {@code usual} decide
     * @param usual what becomes of pieces of that grade when no rule of the policy says otherwise; null when only received
     * @param evidence where the proof of its state is kept, such as names of photos
     * @param remark the inspector's words about its state; empty when none
     * @param examination what a closer look showed; null when nobody took one
     */
    record PieceReport(
            String id,
            @Nullable String orderLineId,
            @Nullable String sku,
            @Nullable String grade,
            @Nullable Disposition disposition,
            @Nullable Disposition usual,
            List<String> evidence,
            String remark,
            @Nullable Examination examination) {
        public PieceReport {
            // Who has no evidence need not say so.
            evidence = evidence == null ? List.of() : List.copyOf(evidence);
            remark = remark == null ? "" : remark;
        }

        public PieceReport(
                String id,
                @Nullable String orderLineId,
                @Nullable String sku,
                @Nullable String grade,
                @Nullable Disposition disposition) {
            this(id, orderLineId, sku, grade, disposition, null, List.of(), "");
        }

        /** A piece that nobody looked at more closely. */
        public PieceReport(
                String id,
                @Nullable String orderLineId,
                @Nullable String sku,
                @Nullable String grade,
                @Nullable Disposition disposition,
                @Nullable Disposition usual,
                List<String> evidence,
                String remark) {
            this(id, orderLineId, sku, grade, disposition, usual, evidence, remark, null);
        }
    }

    /** An event with the time at which it happened. */
    record Dated(Instant at, ReturnEvent event) {}
}
