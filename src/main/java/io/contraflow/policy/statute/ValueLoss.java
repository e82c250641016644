package io.contraflow.policy.statute;

import io.contraflow.model.Money;
import java.util.List;

/**
 * What a customer who withdrew must bear, because the goods were handled more than a test needs. The merchant has to prove
 * it, so there is none without a grade, evidence and a reason: § 357a BGB, Art. 14 (2) of Directive 2011/83/EU.
 *
 * @param lineId the return line
 * @param grade the inspector's word for the state of the piece
 * @param evidence where the proof is kept, such as the names of photos; at least one
 * @param reason why this was more than a test, as the customer will read it
 * @param amount what is deducted; more than zero
 */
public record ValueLoss(String lineId, String grade, List<String> evidence, String reason, Money amount) {

    /** @throws IllegalArgumentException that names what is missing */
    public ValueLoss {
        evidence = evidence.stream().filter(one -> !one.isBlank()).toList();
        String missing = grade.isBlank()
                ? "the grade"
                : evidence.isEmpty() ? "the evidence" : reason.isBlank() ? "the reason" : "";
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("line " + lineId + " cannot lose value: " + missing
                    + " is missing. A deduction from a withdrawal needs a grade, evidence and a reason.");
        }
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("line " + lineId + " cannot lose a value of " + amount);
        }
    }
}
