package io.contraflow.policy;

import io.contraflow.model.Decision;
import java.time.LocalDate;
import java.util.List;

/** The rules of one file, at one version. */
public final class Policy {

    private final String name;
    private final String version;
    private final String description;
    private final LocalDate validFrom;
    private final Rules rules;
    private final String file;
    private final String text;
    private final Regions regions;

    Policy(
            String name,
            String version,
            String description,
            LocalDate validFrom,
            Rules rules,
            String file,
            String text,
            Regions regions) {
        this.name = name;
        this.version = version;
        this.description = description;
        this.validFrom = validFrom;
        this.rules = rules;
        this.file = file;
        this.text = text;
        this.regions = regions;
    }

    /** The same policy where these laws hold. */
    Policy under(Regions laws) {
        return new Policy(name, version, description, validFrom, rules, file, text, laws);
    }

    /**
     * Judges a return. Every rule is tried and traced, also after one has decided. What the law of the customer's country
     * gives stands above every rule.
     *
     * @throws io.contraflow.mapping.ExpressionFailed if a condition cannot be evaluated for this return
     * @throws IllegalArgumentException if a return line names an order line that the order does not have
     */
    public Decision decide(Case asked) {
        return new Judgement(this, new Situation(asked, rules, regions)).decision();
    }

    /**
     * What the rules of risk say to a return, each with the values that it saw. They may send it to a person and no more.
     *
     * @throws io.contraflow.mapping.ExpressionFailed if a condition cannot be evaluated for this return
     */
    public List<Decision.Step> risks(Case asked) {
        return decide(asked).trace().stream()
                .filter(step -> rules.risks().contains(step.rule()))
                .toList();
    }

    public String name() {
        return name;
    }

    /** First twelve hexadecimal digits of the SHA-256 of the file. */
    public String version() {
        return version;
    }

    /** First day of orders that it is for; the earliest of all days when its file names none. */
    public LocalDate validFrom() {
        return validFrom;
    }

    /** What the policy is for, in the words of its author. */
    public String description() {
        return description;
    }

    /** What its file says, word by word. */
    public String text() {
        return text;
    }

    /** The file it was read from, to name in messages. */
    String file() {
        return file;
    }

    Regions regions() {
        return regions;
    }

    Rules rules() {
        return rules;
    }
}
