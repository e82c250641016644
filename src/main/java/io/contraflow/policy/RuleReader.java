package io.contraflow.policy;

import io.contraflow.mapping.ExpressionFailed;
import io.contraflow.model.Decision.RefundMoment;
import io.contraflow.model.Decision.Verdict;
import io.contraflow.model.Disposition;
import io.contraflow.model.Evidence;
import io.contraflow.model.Money;
import io.contraflow.model.Resolution;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the rules of one policy file. */
final class RuleReader {

    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern DAYS = Pattern.compile("[1-9]\\d{0,3}");
    private static final Pattern REASON = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,2})?");
    private static final Pattern AMOUNT = Pattern.compile("\\d{1,12}(\\.\\d{1,3})? [A-Z]{3}");

    private static final Set<String> TELLABLE = Set.of(Rules.TOLD_WITHDRAWAL, Rules.TOLD_LABEL_FEE);

    private static final Pattern APPROVERS = Pattern.compile("[12]");
    private static final Map<String, Resolution> OFFERS = new TreeMap<>(Map.of(
            "store-credit", Resolution.STORE_CREDIT,
            "gift-card", Resolution.GIFT_CARD,
            "exchange", Resolution.EXCHANGE,
            "replacement", Resolution.REPLACEMENT,
            "repair", Resolution.REPAIR,
            "keep-item", Resolution.KEEP_ITEM));
    /** 100 percent in 1/100 of a percent. */
    private static final int ALL = 10_000;

    private static final Words NO_WORDS = new Words("", "");

    private final String file;
    private final Map<String, Integer> ids = new HashMap<>();

    RuleReader(String file) {
        this.file = file;
    }

    /** Reads one entry of a list. */
    interface Entry<T> {
        T read(Node node);
    }

    /** What customers are told before they buy; of the right to withdraw, unless the file says otherwise. */
    Set<String> told(Section policy) {
        if (!policy.has("told-before-buying")) {
            return Set.of(Rules.TOLD_WITHDRAWAL);
        }
        Set<String> told = Set.copyOf(policy.texts("told-before-buying"));
        if (!TELLABLE.containsAll(told)) {
            throw policy.refusal("told-before-buying", "Customers can be told of withdrawal and label-fee.");
        }
        return told;
    }

    Rules.Window window(Node node) {
        Section entry = Section.of(file, "A window", node, List.of("id", "when", "days", "until", "because"));
        Rules.Rule rule = rule(entry, Set.of("item", "order", "days", "delivered", "lastDay"));
        return new Rules.Window(
                rule,
                Integer.parseInt(entry.text("days", DAYS, "30")),
                entry.has("until") ? entry.date("until") : null);
    }

    /** The last window, and only that, takes every line. */
    void checkWindows(Section file, List<Rules.Window> windows) {
        if (windows.isEmpty()) {
            throw file.refusal("windows", "'windows' needs at least one window, without 'when'.");
        }
        int last = windows.size() - 1;
        for (int window = 0; window <= last; window++) {
            boolean forEveryLine = windows.get(window).rule().when() == null;
            if (forEveryLine != (window == last)) {
                throw file.refusal(
                        "windows",
                        "The last window, and no other, must be without 'when': it is for every other line.");
            }
        }
    }

    Rules.Reasons reasons(Section policy) {
        Section entry = policy.section("reasons", List.of("id", "accepted", "because"));
        Rules.Rule rule = rule(entry, Set.of("item", "order"));
        List<String> accepted = entry.texts("accepted");
        if (accepted.isEmpty()) {
            throw entry.refusal("accepted", "'accepted' needs at least one reason. Remove 'reasons' to accept all.");
        }
        for (String reason : accepted) {
            if (!REASON.matcher(reason).matches()) {
                throw entry.refusal("accepted", "A reason must look like TOO_SMALL, but one is '" + reason + "'.");
            }
        }
        return new Rules.Reasons(rule, Set.copyOf(accepted));
    }

    Rules.Rule finalSale(Node node) {
        Section entry = Section.of(file, "A final-sale rule", node, List.of("id", "when", "because"));
        entry.text("when");
        return rule(entry, Set.of("item", "order"));
    }

    Rules.Approval approval(Node node) {
        Section entry = Section.of(
                file, "An approval rule", node, List.of("id", "action", "queue", "approvers", "when", "because"));
        Rules.Rule rule = rule(entry, Set.of("order", "value"));
        Verdict verdict =
                switch (entry.text("action")) {
                    case "auto" -> Verdict.APPROVE;
                    case "review" -> Verdict.REVIEW;
                    case "decline" -> Verdict.DECLINE;
                    default ->
                        throw entry.refusal(
                                "action",
                                "There is no action '" + entry.text("action") + "'. Choose auto, review or decline.");
                };
        if (verdict == Verdict.REVIEW) {
            int approvers = entry.has("approvers") ? Integer.parseInt(entry.text("approvers", APPROVERS, "2")) : 1;
            return new Rules.Approval(rule, verdict, entry.text("queue", ID, "returns"), approvers);
        }
        for (String key : List.of("queue", "approvers")) {
            if (entry.has(key)) {
                throw entry.refusal(key, "Only a rule with the action review has '" + key + "'. Remove it.");
            }
        }
        if (verdict == Verdict.DECLINE) {
            entry.text("when");
        }
        return new Rules.Approval(rule, verdict, null, 1);
    }

    /** A review for what the customer did before; it can do no more than have a person look. */
    Rules.Approval risk(Node node) {
        Section entry = Section.of(file, "A rule of risk", node, List.of("id", "queue", "when", "because"));
        entry.text("when");
        Rules.Rule rule = new Rules.Rule(
                id(entry), compiled(entry, entry.text("id")), words(entry, Set.of("order", "value")), entry.line("id"));
        return new Rules.Approval(rule, Verdict.REVIEW, entry.text("queue", ID, "risk"), 1);
    }

    /** Some automatic rule must take what no other does. */
    void checkApproval(Section file, List<Rules.Approval> approval) {
        boolean takesAll = approval.stream()
                .anyMatch(
                        rule -> rule.verdict() == Verdict.APPROVE && rule.rule().when() == null);
        if (!takesAll) {
            throw file.refusal(
                    "approval",
                    "'approval' needs a rule with the action auto and without 'when', for every other return.");
        }
    }

    Rules.RestockingFee restockingFee(Node node) {
        Section entry = Section.of(
                file, "A restocking fee", node, List.of("id", "percent", "amount", "cap", "when", "because"));
        if (entry.has("percent") == entry.has("amount")) {
            throw entry.refusal(entry.line(), "A restocking fee needs either 'percent' or 'amount'.");
        }
        Rules.Rule rule =
                rule(entry, entry.has("cap") ? Set.of("item", "order", "fee", "cap") : Set.of("item", "order", "fee"));
        return new Rules.RestockingFee(
                rule,
                entry.has("percent") ? basisPoints(entry, "percent") : 0,
                entry.has("amount") ? money(entry, "amount") : null,
                entry.has("cap") ? money(entry, "cap") : null);
    }

    Rules.LabelFee labelFee(Node node) {
        Section entry = Section.of(file, "A label fee", node, List.of("id", "amount", "when", "because"));
        return new Rules.LabelFee(rule(entry, Set.of("order", "fee")), money(entry, "amount"));
    }

    Rules.Waiver waiver(Node node) {
        Section entry = Section.of(file, "A waiver", node, List.of("id", "waives", "when", "because"));
        Set<String> waives = Set.copyOf(entry.texts("waives"));
        if (waives.isEmpty() || !Set.of("restocking", "label").containsAll(waives)) {
            throw entry.refusal("waives", "'waives' must be a list of restocking, label, or both.");
        }
        return new Rules.Waiver(rule(entry, Set.of("order")), waives.contains("restocking"), waives.contains("label"));
    }

    Rules.Moment momentRule(Node node) {
        Section entry = Section.of(file, "A rule for the refund", node, List.of("id", "when", "moment"));
        entry.text("when");
        String id = id(entry);
        return new Rules.Moment(new Rules.Rule(id, condition(entry, id), NO_WORDS, entry.line("id")), moment(entry));
    }

    static RefundMoment moment(Section section) {
        String word = section.text("moment");
        for (RefundMoment moment : RefundMoment.values()) {
            if (word(moment).equals(word)) {
                return moment;
            }
        }
        throw section.refusal(
                "moment", "There is no moment '" + word + "'. Choose approval, first-scan, receipt or inspection.");
    }

    /** What a line may have instead of money; the customer chooses. */
    Rules.Offered resolution(Node node) {
        Section entry = Section.of(
                file,
                "A resolution",
                node,
                List.of("id", "offer", "bonus-percent", "at-most-percent", "within-days", "when", "because"));
        Resolution offer = OFFERS.get(entry.text("offer"));
        if (offer == null) {
            throw entry.refusal(
                    "offer",
                    "There is no offer '" + entry.text("offer") + "'. Choose one of "
                            + String.join(", ", OFFERS.keySet()) + ".");
        }
        if (offer != Resolution.STORE_CREDIT && entry.has("bonus-percent")) {
            throw entry.refusal("bonus-percent", "Only store-credit can have a bonus.");
        }
        for (String key : List.of("at-most-percent", "within-days")) {
            if (offer != Resolution.REPAIR && entry.has(key)) {
                throw entry.refusal(key, "Only repair can have '" + key + "'. Remove it.");
            }
        }
        return new Rules.Offered(
                rule(
                        entry,
                        offer == Resolution.STORE_CREDIT ? Set.of("item", "order", "bonus") : Set.of("item", "order")),
                offer,
                entry.has("bonus-percent") ? basisPoints(entry, "bonus-percent") : 0,
                offer == Resolution.REPAIR ? repairLimit(entry) : null);
    }

    /** A repair that costs more than the goods did is never worth it. */
    private static Rules.RepairLimit repairLimit(Section entry) {
        return new Rules.RepairLimit(
                entry.has("at-most-percent") ? basisPoints(entry, "at-most-percent") : ALL,
                entry.has("within-days") ? Integer.valueOf(entry.text("within-days", DAYS, "21")) : null);
    }

    /** What the customer must show for a line before it is accepted by itself. */
    Rules.Proof proof(Node node) {
        Section entry = Section.of(file, "A rule of evidence", node, List.of("id", "asks", "queue", "when", "because"));
        EnumSet<Evidence.Kind> asks = EnumSet.noneOf(Evidence.Kind.class);
        String choices =
                Arrays.stream(Evidence.Kind.values()).map(RuleReader::word).collect(Collectors.joining(", "));
        for (String word : entry.texts("asks")) {
            asks.add(Arrays.stream(Evidence.Kind.values())
                    .filter(kind -> word(kind).equals(word))
                    .findFirst()
                    .orElseThrow(() -> entry.refusal(
                            "asks", "There is no evidence '" + word + "'. Choose from " + choices + ".")));
        }
        if (asks.isEmpty()) {
            throw entry.refusal("asks", "'asks' needs at least one of " + choices + ".");
        }
        return new Rules.Proof(
                rule(entry, Set.of("item", "order")),
                Set.copyOf(asks),
                entry.has("queue") ? entry.text("queue", ID, "evidence") : "evidence");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What the state of a piece costs the customer, who reads why. */
    Rules.Deduction deduction(Node node) {
        Section entry = Section.of(file, "A deduction", node, List.of("id", "grades", "percent", "when", "because"));
        return new Rules.Deduction(
                rule(entry, Set.of("item", "order", "percent")), grades(entry), basisPoints(entry, "percent"));
    }

    /** What becomes of pieces of a grade; nobody but us reads of it. */
    Rules.Disposal disposal(Node node) {
        Section entry = Section.of(file, "A disposition", node, List.of("id", "grades", "disposition", "when"));
        String id = id(entry);
        String word = entry.text("disposition");
        Disposition disposition = Arrays.stream(Disposition.values())
                .filter(Disposition::isKept)
                .filter(one -> word(one).equals(word))
                .findFirst()
                .orElseThrow(() -> entry.refusal(
                        "disposition",
                        "There is no disposition '" + word + "' of a piece that we keep. Choose restock, refurbish,"
                                + " repair, return-to-vendor, donate, scrap or write-off."));
        return new Rules.Disposal(
                new Rules.Rule(id, entry.has("when") ? condition(entry, id) : null, NO_WORDS, entry.line("id")),
                grades(entry),
                disposition);
    }

    private static Set<String> grades(Section entry) {
        List<String> grades = entry.texts("grades");
        if (grades.isEmpty()) {
            throw entry.refusal("grades", "'grades' needs at least one grade, such as DAMAGED.");
        }
        for (String grade : grades) {
            if (!REASON.matcher(grade).matches()) {
                throw entry.refusal("grades", "A grade must look like DAMAGED, but one is '" + grade + "'.");
            }
        }
        return Set.copyOf(grades);
    }

    private Rules.Rule rule(Section entry, Set<String> placeholders) {
        String id = id(entry);
        return new Rules.Rule(
                id, entry.has("when") ? condition(entry, id) : null, words(entry, placeholders), entry.line("id"));
    }

    private String id(Section entry) {
        String id = entry.text("id", ID, "high-value");
        Integer twin = ids.putIfAbsent(id, entry.line("id"));
        if (twin != null) {
            throw entry.refusal("id", "The id '" + id + "' is already in line " + twin + ". Choose another.");
        }
        return id;
    }

    /** A condition of a rule that may have any effect; what the customer did before is none of its business. */
    private Condition condition(Section entry, String id) {
        Condition condition = compiled(entry, id);
        if (!condition.risks().isEmpty()) {
            throw entry.refusal(
                    "when",
                    String.join(", ", condition.risks()) + " can only make a person look. Move the rule to 'risk'.");
        }
        return condition;
    }

    private Condition compiled(Section entry, String id) {
        try {
            return Condition.compile(entry.text("when"), file + " (" + id + ")");
        } catch (ExpressionFailed broken) {
            int line = entry.textLine("when") + Math.max(0, broken.line() - 1);
            throw entry.refusal(line, "'when' cannot be used: " + broken.what() + ".");
        } catch (IllegalArgumentException unknown) {
            throw entry.refusal("when", String.valueOf(unknown.getMessage()));
        }
    }

    private static Words words(Section entry, Set<String> allowed) {
        Section because = entry.section("because", List.of("en", "de"));
        Words words = new Words(because.text("en"), because.text("de"));
        Set<String> unknown = new TreeSet<>(words.placeholders());
        unknown.removeAll(allowed);
        if (!unknown.isEmpty()) {
            throw because.refusal(
                    because.line(),
                    "There is no {" + String.join("}, {", unknown) + "} here. Choose from {"
                            + String.join("}, {", new TreeSet<>(allowed)) + "}.");
        }
        return words;
    }

    private static int basisPoints(Section entry, String key) {
        BigDecimal percent = new BigDecimal(entry.text(key, PERCENT, "15 or 12.5"));
        int basisPoints = percent.movePointRight(2).intValueExact();
        if (basisPoints < 1 || basisPoints > ALL) {
            throw entry.refusal(key, "'" + key + "' must be more than 0 and at most 100.");
        }
        return basisPoints;
    }

    private static Money money(Section entry, String key) {
        String[] parts = entry.text(key, AMOUNT, "50.00 EUR").split(" ", 2);
        try {
            Money money = Money.of(parts[0], parts[1]);
            if (money.isPositive()) {
                return money;
            }
        } catch (ArithmeticException | IllegalArgumentException unusable) {
            throw entry.refusal(key, "'" + key + "' is no amount of that currency: " + unusable.getMessage() + ".");
        }
        throw entry.refusal(key, "'" + key + "' must be more than zero. Remove the rule to charge nothing.");
    }
}
