package io.contraflow.policy;

import io.contraflow.model.Decision;

/** The rules of one file, at one version. */
public final class Policy {

    private final String name;
    private final String version;
    private final String description;
    private final Rules rules;

    Policy(String name, String version, String description, Rules rules) {
        this.name = name;
        this.version = version;
        this.description = description;
        this.rules = rules;
    }

    /**
     * Judges a return. Every rule is tried and traced, also after one has decided.
     *
     * @throws io.contraflow.mapping.ExpressionFailed if a condition cannot be evaluated for this return
     * @throws IllegalArgumentException if a return line names an order line that the order does not have
     */
    public Decision decide(Case asked) {
        return new Judgement(this, new Situation(asked)).decision();
    }

    public String name() {
        return name;
    }

    /** First twelve hexadecimal digits of the SHA-256 of the file. */
    public String version() {
        return version;
    }

    /** What the policy is for, in the words of its author. */
    public String description() {
        return description;
    }

    Rules rules() {
        return rules;
    }
}
