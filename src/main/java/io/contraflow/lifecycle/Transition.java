package io.contraflow.lifecycle;

import io.contraflow.lifecycle.Outcome.Verdict;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.Confirmed;
import io.contraflow.model.ReturnEvent.CreditPosted;
import io.contraflow.model.ReturnEvent.CustomerWrote;
import io.contraflow.model.ReturnEvent.EverythingDelivered;
import io.contraflow.model.ReturnEvent.EvidenceGiven;
import io.contraflow.model.ReturnEvent.ExchangeReleased;
import io.contraflow.model.ReturnEvent.ExchangeReserved;
import io.contraflow.model.ReturnEvent.ExchangeUnavailable;
import io.contraflow.model.ReturnEvent.GiftCardIssued;
import io.contraflow.model.ReturnEvent.InTransit;
import io.contraflow.model.ReturnEvent.ItemsInspected;
import io.contraflow.model.ReturnEvent.ItemsReceived;
import io.contraflow.model.ReturnEvent.LabelIssued;
import io.contraflow.model.ReturnEvent.NoteAdded;
import io.contraflow.model.ReturnEvent.RefundBooked;
import io.contraflow.model.ReturnEvent.RefundIssued;
import io.contraflow.model.ReturnEvent.RepairFailed;
import io.contraflow.model.ReturnEvent.RepairFinished;
import io.contraflow.model.ReturnEvent.RepairQuoted;
import io.contraflow.model.ReturnEvent.ReturnApproved;
import io.contraflow.model.ReturnEvent.ReturnCancelled;
import io.contraflow.model.ReturnEvent.ReturnDeclined;
import io.contraflow.model.ReturnEvent.ReturnExpired;
import io.contraflow.model.ReturnEvent.ReturnJudged;
import io.contraflow.model.ReturnEvent.ReturnRequested;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What an event needs and what it makes known: the first half of the transition table, one row a type of event. What
 * follows from that is {@link Derivation}.
 */
@SuppressWarnings("ImmutableEnumChecker") // the recorders hold no state
enum Transition {
    REQUESTED(ReturnRequested.class, "the order, the lines and which pieces they are", Statements::requestedAgain),
    JUDGED(
            ReturnJudged.class,
            "the policy's decision and its terms; the one that took effect stays",
            Statements::judged),
    APPROVED(
            ReturnApproved.class,
            "somebody accepted",
            Statements::approved,
            Need.NOT_REFUSED,
            Problem.POLICY_REVIEW,
            "Somebody accepted it"),
    DECLINED(
            ReturnDeclined.class,
            "somebody refused",
            Statements::declined,
            Need.NOT_ACCEPTED,
            Problem.POLICY_REVIEW,
            "Somebody refused it"),
    CANCELLED(
            ReturnCancelled.class,
            "somebody called it off",
            Statements::cancelled,
            Need.NOTHING_CAME_BACK,
            Problem.POLICY_REVIEW,
            "Somebody called it off"),
    EXPIRED(
            ReturnExpired.class,
            "time ran out; nothing if the parcel is on its way",
            Statements::expired,
            Need.WAITING_FOR_PARCEL,
            Problem.STUCK,
            "The time to send the goods ran out"),
    LABEL_ISSUED(LabelIssued.class, "the label; the latest stays", Statements::labelIssued),
    IN_TRANSIT(
            InTransit.class,
            "the parcel moves",
            Statements::inTransit,
            Need.NOT_ENDED,
            Problem.STUCK,
            "The parcel is on its way"),
    RECEIVED(
            ItemsReceived.class,
            "these pieces arrived",
            Goods::received,
            Need.NOT_ENDED,
            Problem.STUCK,
            "The warehouse received goods"),
    INSPECTED(
            ItemsInspected.class,
            "grade and disposition of these pieces; that they arrived, unless they are missing",
            Goods::inspected,
            Need.NOT_ENDED,
            Problem.STUCK,
            "The warehouse inspected goods"),
    EXCHANGE_RESERVED(
            ExchangeReserved.class,
            "the shop holds goods that go out for a line, at this price; the lower price stays",
            Swaps::reserved),
    EXCHANGE_UNAVAILABLE(
            ExchangeUnavailable.class,
            "the goods for a line cannot be had; unless they are on their way",
            Swaps::unavailable),
    EXCHANGE_RELEASED(ExchangeReleased.class, "the goods for these lines are on their way", Swaps::released),
    REPAIR_QUOTED(
            RepairQuoted.class,
            "what mending a line costs and how long it takes; the latest quote stands, unless it is settled otherwise already",
            Workshop::quoted),
    REPAIR_FINISHED(
            RepairFinished.class,
            "a line is mended and on its way back to the customer, unless it is settled otherwise already",
            Workshop::finished),
    REPAIR_FAILED(RepairFailed.class, "a line cannot be mended, unless it is mended already", Workshop::failed),
    REFUNDED(RefundIssued.class, "what the shop refunded in all; the highest total stays", Amounts::refunded),
    GIFT_CARD_ISSUED(
            GiftCardIssued.class,
            "the value of the gift card that the shop gave; the highest stays",
            Amounts::giftCard),
    CREDITED(CreditPosted.class, "what the ERP credited; an amount that agrees replaces another", Amounts::credited),
    BOOKED(RefundBooked.class, "what the ERP booked as paid; likewise", Amounts::booked),
    DELIVERED(
            EverythingDelivered.class,
            "nothing to remember; true only at this moment",
            Statements::everythingDelivered),
    CONFIRMED(Confirmed.class, "nothing new", Statements::confirmed),
    WROTE(CustomerWrote.class, "nothing of the return; the message is counted", Statements::wrote),
    EVIDENCE_GIVEN(
            EvidenceGiven.class,
            "what the customer showed for a line, beside what was shown before",
            Statements::shown),
    NOTED(NoteAdded.class, "nothing; it stands in the timeline", Statements::noted);

    private static final Map<Class<?>, Transition> BY_EVENT =
            Arrays.stream(values()).collect(Collectors.toMap(row -> row.event, Function.identity()));

    final Class<? extends ReturnEvent> event;
    final Need need;
    final String proves;

    /** Kind of the problem when the need is not met. */
    final String otherwise;

    private final String refusal;
    private final Recorder<ReturnEvent> recorder;

    <E extends ReturnEvent> Transition(Class<E> event, String proves, Recorder<E> recorder) {
        this(event, proves, recorder, Need.NOTHING, "–", "");
    }

    <E extends ReturnEvent> Transition(
            Class<E> event, String proves, Recorder<E> recorder, Need need, String otherwise, String refusal) {
        this.event = event;
        this.proves = proves;
        this.recorder = (draft, any) -> recorder.record(draft, event.cast(any));
        this.need = need;
        this.otherwise = otherwise;
        this.refusal = refusal;
    }

    static Transition of(ReturnEvent event) {
        Transition row = BY_EVENT.get(event.getClass());
        if (row == null) {
            throw new IllegalStateException("the transition table has no row for " + event.getClass());
        }
        return row;
    }

    /** Works the event into the draft, or says there why it cannot be. */
    Verdict record(Draft draft, ReturnEvent event) {
        if (need.isMet(draft.before)) {
            return recorder.record(draft, event);
        }
        String sentence = refusal + ", but the return is " + draft.before.status() + ". This needs: " + need.text + ".";
        draft.say(sentence);
        draft.problem(otherwise, sentence);
        return Verdict.IMPOSSIBLE;
    }

    /** Writes down what one type of event tells. */
    interface Recorder<E extends ReturnEvent> {
        Verdict record(Draft draft, E event);
    }
}
