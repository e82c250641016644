package io.contraflow.policy;

import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import io.contraflow.mapping.LastGood;
import io.contraflow.model.Decision.RefundMoment;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads one policy file, or refuses it with everything that is wrong. */
final class PolicyReader {

    private static final List<String> KEYS = List.of(
            "name",
            "description",
            "valid-from",
            "told-before-buying",
            "windows",
            "reasons",
            "final-sale",
            "evidence",
            "approval",
            "risk",
            "restocking-fees",
            "label-fees",
            "waivers",
            "resolutions",
            "deductions",
            "dispositions",
            "refund");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");

    private final LastGood.Source source;
    private final List<Finding> findings = new ArrayList<>();

    private PolicyReader(LastGood.Source source) {
        this.source = source;
    }

    /** @throws FilesRejected if the file has a mistake */
    static Policy read(LastGood.Source source) {
        return new PolicyReader(source).policy();
    }

    private Policy policy() {
        Section file = Section.of(source.file(), "A policy", Section.yaml(source.file(), source.text()), KEYS);
        RuleReader rules = new RuleReader(source.file());
        String name = collected(() -> name(file));
        String description = collected(() -> file.text("description"));
        LocalDate validFrom = file.has("valid-from") ? collected(() -> file.date("valid-from")) : LocalDate.MIN;
        Set<String> told = collected(() -> rules.told(file));
        List<Rules.Window> windows = each(file, "windows", rules::window);
        Rules.Reasons reasons = file.has("reasons") ? collected(() -> rules.reasons(file)) : null;
        List<Rules.Rule> finalSale = each(file, "final-sale", rules::finalSale);
        List<Rules.Approval> decides = each(file, "approval", rules::approval);
        List<Rules.Approval> risk = each(file, "risk", rules::risk);
        List<Rules.Approval> approval =
                Stream.concat(decides.stream(), risk.stream()).toList();
        List<Rules.RestockingFee> restockingFees = each(file, "restocking-fees", rules::restockingFee);
        List<Rules.LabelFee> labelFees = each(file, "label-fees", rules::labelFee);
        List<Rules.Waiver> waivers = each(file, "waivers", rules::waiver);
        Refund refund = collected(() -> refund(file, rules));
        List<Rules.Offered> resolutions = each(file, "resolutions", rules::resolution);
        List<Rules.Deduction> deductions = each(file, "deductions", rules::deduction);
        List<Rules.Proof> evidence = each(file, "evidence", rules::proof);
        List<Rules.Disposal> dispositions = each(file, "dispositions", rules::disposal);
        if (findings.isEmpty()) {
            check(() -> rules.checkWindows(file, windows));
            check(() -> rules.checkApproval(file, approval));
        }
        if (name == null
                || description == null
                || validFrom == null
                || told == null
                || refund == null
                || !findings.isEmpty()) {
            throw new FilesRejected(findings);
        }
        return new Policy(
                name,
                source.hash().substring(0, 12),
                description,
                validFrom,
                new Rules(
                        windows,
                        reasons,
                        finalSale,
                        approval,
                        risk.stream().map(one -> one.rule().id()).collect(Collectors.toUnmodifiableSet()),
                        restockingFees,
                        labelFees,
                        waivers,
                        resolutions,
                        deductions,
                        dispositions,
                        evidence,
                        refund.moment(),
                        refund.byRule(),
                        refund.shippingOnFullReturn(),
                        told,
                        file.has("refund") ? file.line("refund") : 0),
                source.file(),
                source.text(),
                Regions.NONE);
    }

    private String name(Section file) {
        String name = file.text("name", NAME, "standard or winter-sale");
        String version = file.has("valid-from") ? "@" + file.text("valid-from") : "";
        if (!source.path().equals(name + ".yaml") && !source.path().equals(name + version + ".yaml")) {
            throw file.refusal(
                    "name",
                    "'name' must be the name of the file without .yaml and without @ and the day of valid-from, but is '"
                            + name + "'.");
        }
        return name;
    }

    private static Refund refund(Section file, RuleReader rules) {
        Section refund = file.section("refund", List.of("moment", "by-rule", "shipping-on-full-return"));
        RefundMoment moment = RuleReader.moment(refund);
        List<Rules.Moment> byRule =
                refund.entries("by-rule").stream().map(rules::momentRule).toList();
        return new Refund(moment, byRule, refund.isTrue("shipping-on-full-return"));
    }

    /** Reads each entry on its own, so that one broken rule does not hide the next. */
    private <T> List<T> each(Section file, String key, RuleReader.Entry<T> reader) {
        List<T> read = new ArrayList<>();
        List<Node> entries = collected(() -> file.entries(key));
        for (Node entry : entries == null ? List.<Node>of() : entries) {
            T one = collected(() -> reader.read(entry));
            if (one != null) {
                read.add(one);
            }
        }
        return List.copyOf(read);
    }

    private <T> @Nullable T collected(Supplier<T> part) {
        try {
            return part.get();
        } catch (FilesRejected refused) {
            findings.addAll(refused.findings());
            return null;
        }
    }

    private void check(Runnable part) {
        try {
            part.run();
        } catch (FilesRejected refused) {
            findings.addAll(refused.findings());
        }
    }

    private record Refund(RefundMoment moment, List<Rules.Moment> byRule, boolean shippingOnFullReturn) {}
}
