package io.contraflow.lifecycle;

import io.contraflow.lifecycle.Outcome.Verdict;
import io.contraflow.model.Decision;
import io.contraflow.model.Fact;
import io.contraflow.model.Label;
import io.contraflow.model.Milestone;
import io.contraflow.model.ReturnEvent.Actor;
import io.contraflow.model.ReturnEvent.Confirmed;
import io.contraflow.model.ReturnEvent.CustomerWrote;
import io.contraflow.model.ReturnEvent.EverythingDelivered;
import io.contraflow.model.ReturnEvent.EvidenceGiven;
import io.contraflow.model.ReturnEvent.InTransit;
import io.contraflow.model.ReturnEvent.LabelIssued;
import io.contraflow.model.ReturnEvent.NoteAdded;
import io.contraflow.model.ReturnEvent.ReturnApproved;
import io.contraflow.model.ReturnEvent.ReturnCancelled;
import io.contraflow.model.ReturnEvent.ReturnDeclined;
import io.contraflow.model.ReturnEvent.ReturnExpired;
import io.contraflow.model.ReturnEvent.ReturnJudged;
import io.contraflow.model.ReturnEvent.ReturnRequested;
import io.contraflow.model.ReturnLine;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes down what people, policies and carriers say about a return. */
final class Statements {

    private Statements() {}

    static Verdict requestedAgain(Draft draft, ReturnRequested event) {
        draft.say("The request is known already.");
        return Verdict.CONFIRMED;
    }

    static Verdict judged(Draft draft, ReturnJudged event) {
        Decision decision = event.decision();
        if (decision.equals(draft.decision)) {
            draft.say("The decision is known already.");
            return Verdict.CONFIRMED;
        }
        boolean tookEffect = draft.has(Milestone.APPROVED) || draft.ended();
        if (draft.decision != null && tookEffect) {
            draft.say("Policy " + decision.policy() + " says " + decision.verdict()
                    + " now; the earlier decision stays.");
            return Verdict.CONFIRMED;
        }
        draft.decision = decision;
        draft.say("Policy " + decision.policy() + " says " + decision.verdict() + because(decision.reason()));
        return Verdict.CHANGED;
    }

    static Verdict approved(Draft draft, ReturnApproved event) {
        boolean accepted = draft.knows(Fact.ACCEPTED) || draft.has(Milestone.APPROVED);
        draft.note(Fact.ACCEPTED);
        if (accepted) {
            draft.say(name(event.actor()) + " confirms the approval.");
            return Verdict.CONFIRMED;
        }
        draft.say(name(event.actor()) + " accepted the return" + because(event.reason()));
        if (draft.decision == null) {
            draft.say("It takes effect when a policy has given its terms.");
        }
        return Verdict.CHANGED;
    }

    static Verdict declined(Draft draft, ReturnDeclined event) {
        return end(draft, Fact.REFUSED, name(event.actor()) + " refused the return" + because(event.reason()));
    }

    static Verdict cancelled(Draft draft, ReturnCancelled event) {
        return end(draft, Fact.CALLED_OFF, name(event.actor()) + " called the return off" + because(event.reason()));
    }

    static Verdict expired(Draft draft, ReturnExpired event) {
        if (!draft.ended() && draft.has(Milestone.IN_TRANSIT)) {
            draft.say("The return does not expire: the parcel is on its way.");
            return Verdict.CONFIRMED;
        }
        return end(draft, Fact.RAN_OUT, "The time to send the goods ran out.");
    }

    private static Verdict end(Draft draft, Fact fact, String sentence) {
        if (draft.ended()) {
            draft.say(sentence + " It had ended already: " + draft.before.status() + ".");
            return Verdict.CONFIRMED;
        }
        draft.note(fact);
        draft.say(sentence);
        return Verdict.CHANGED;
    }

    static Verdict labelIssued(Draft draft, LabelIssued event) {
        Label known = draft.label;
        if (event.label().equals(known)) {
            draft.say("The label is known already.");
            return Verdict.CONFIRMED;
        }
        boolean stays = known == null || isNewer(draft, event.label(), known);
        if (stays) {
            draft.label = event.label();
            draft.say(known == null ? "The label was issued." : "Another label replaces the first.");
        } else {
            draft.say("The label is older than the one that is known.");
        }
        draft.note(Fact.LABELLED);
        return draft.ended() || !stays ? Verdict.CONFIRMED : Verdict.CHANGED;
    }

    private static boolean isNewer(Draft draft, Label reported, Label known) {
        Instant knownSince = draft.facts.getOrDefault(Fact.LABELLED, Instant.MIN);
        // Two labels of one instant: any choice will do that does not depend on which came first.
        return draft.at.equals(knownSince)
                ? reported.toString().compareTo(known.toString()) > 0
                : draft.at.isAfter(knownSince);
    }

    static Verdict inTransit(Draft draft, InTransit event) {
        boolean known = draft.knows(Fact.MOVED) || draft.has(Milestone.IN_TRANSIT);
        draft.note(Fact.MOVED);
        draft.say(
                event.where().isEmpty() ? "The parcel is on its way." : "The parcel was seen: " + event.where() + ".");
        return known ? Verdict.CONFIRMED : Verdict.CHANGED;
    }

    static Verdict everythingDelivered(Draft draft, EverythingDelivered event) {
        draft.everythingDelivered = true;
        draft.say("Every system that had to be told has confirmed.");
        return Verdict.CHANGED;
    }

    static Verdict confirmed(Draft draft, Confirmed event) {
        draft.say(event.what());
        return Verdict.CONFIRMED;
    }

    static Verdict wrote(Draft draft, CustomerWrote event) {
        draft.say(event.what());
        return Verdict.CONFIRMED;
    }

    static Verdict shown(Draft draft, EvidenceGiven event) {
        List<ReturnLine> lines = draft.lines.stream()
                .map(line -> line.id().equals(event.lineId()) ? line.withEvidence(event.evidence()) : line)
                .toList();
        if (lines.equals(draft.lines)) {
            draft.say("The evidence is known already.");
            return Verdict.CONFIRMED;
        }
        draft.lines = lines;
        draft.say("The customer gave evidence: "
                + event.evidence().stream()
                        .map(one -> one.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .collect(Collectors.joining(", "))
                + ".");
        return Verdict.CHANGED;
    }

    static Verdict noted(Draft draft, NoteAdded event) {
        draft.say(event.text());
        return Verdict.CONFIRMED;
    }

    private static String name(Actor actor) {
        return actor.name();
    }

    private static String because(String reason) {
        return reason.isBlank() ? "." : ": " + reason + (reason.matches(".*[.!?]") ? "" : ".");
    }
}
