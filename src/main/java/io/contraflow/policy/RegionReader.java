package io.contraflow.policy;

import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.LastGood;
import io.contraflow.model.RefundDuty;
import io.contraflow.model.Resolution;
import io.contraflow.policy.statute.DefectRule;
import io.contraflow.policy.statute.ItemException;
import io.contraflow.policy.statute.RegionPack;
import io.contraflow.policy.statute.WithdrawalRule;
import io.contraflow.policy.statute.WorkingDays;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one region pack, or refuses it with its line. */
final class RegionReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]*");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
    private static final Pattern TAG = Pattern.compile("\\S+");
    private static final List<String> KEYS = List.of(
            "name",
            "title",
            "source",
            "valid-from",
            "checked-by-lawyer",
            "countries",
            "unknown-country",
            "withdrawal",
            "defect",
            "because",
            "forbidden-phrases",
            "notes");

    private final String file;

    private RegionReader(String file) {
        this.file = file;
    }

    /** @throws FilesRejected if the file has a mistake */
    static Region read(LastGood.Source source) {
        return new RegionReader(source.file()).region(source);
    }

    private Region region(LastGood.Source source) {
        Section pack = Section.of(file, "A region", Section.yaml(file, source.text()), KEYS);
        String name = pack.text("name", NAME, "eu-de");
        if (!source.path().equals(name + ".yaml")) {
            throw pack.refusal("name", "'name' must be the name of the file without .yaml, but is '" + name + "'.");
        }
        List<String> countries = pack.texts("countries");
        countries.stream()
                .filter(code -> !COUNTRY.matcher(code).matches())
                .findFirst()
                .ifPresent(code -> {
                    throw pack.refusal("countries", "A country must look like DE, but one is '" + code + "'.");
                });
        pack.entries("notes").forEach(note -> Section.of(file, "A note", note, List.of("about", "text", "source"))
                .text("text"));
        Section withdrawal = pack.has("withdrawal") ? withdrawal(pack) : null;
        Section defect = pack.has("defect")
                ? pack.section("defect", List.of("ground", "reasons", "years", "choices", "reject-days", "refund"))
                : null;
        RegionPack read = new RegionPack(
                name,
                pack.text("title"),
                pack.text("source"),
                date(pack),
                pack.isTrue("checked-by-lawyer"),
                Set.copyOf(countries),
                pack.has("unknown-country") && pack.isTrue("unknown-country"),
                withdrawal == null ? null : withdrawalRule(withdrawal),
                defect == null ? null : defectRule(defect),
                withdrawal == null ? null : duty(withdrawal),
                defect == null || !defect.has("refund") ? null : duty(defect),
                pack.texts("forbidden-phrases").stream()
                        .map(phrase -> phrase.toLowerCase(Locale.ROOT))
                        .toList());
        Section because = pack.has("because") ? pack.section("because", List.of("withdrawal", "review")) : null;
        Words withdrawn = words(because, "withdrawal");
        if (withdrawal != null && withdrawn == null) {
            throw pack.refusal("withdrawal", "A region with a withdrawal needs 'because' with 'withdrawal'.");
        }
        return new Region(read, withdrawn, words(because, "review"));
    }

    private Section withdrawal(Section pack) {
        return pack.section(
                "withdrawal",
                List.of(
                        "ground",
                        "days",
                        "ends-on",
                        "holidays",
                        "months-without-instruction",
                        "label-fee",
                        "shipping-back",
                        "value-loss",
                        "refund",
                        "exceptions"));
    }

    private WithdrawalRule withdrawalRule(Section rule) {
        List<String> holidays = rule.texts("holidays");
        try {
            WorkingDays.of(holidays);
        } catch (IllegalArgumentException unknown) {
            throw rule.refusal("holidays", unknown.getMessage() + ".");
        }
        List<ItemException> exceptions = new ArrayList<>();
        rule.entries("exceptions").forEach(entry -> {
            Section exception = Section.of(file, "An exception", entry, List.of("kind", "tag", "ground"));
            exceptions.add(new ItemException(
                    choice(exception, "kind", ItemException.Kind.class),
                    exception.text("tag", TAG, "sealed-hygiene"),
                    exception.text("ground")));
        });
        return new WithdrawalRule(
                rule.text("ground"),
                number(rule, "days"),
                switch (rule.text("ends-on")) {
                    case "working-day" -> true;
                    case "any-day" -> false;
                    default -> throw rule.refusal("ends-on", "'ends-on' must be working-day or any-day.");
                },
                holidays,
                rule.has("months-without-instruction") ? number(rule, "months-without-instruction") : 0,
                choice(rule, "label-fee", WithdrawalRule.LabelFee.class),
                rule.isTrue("shipping-back"),
                rule.isTrue("value-loss"),
                exceptions);
    }

    private static DefectRule defectRule(Section rule) {
        return new DefectRule(
                rule.text("ground"),
                Set.copyOf(rule.texts("reasons")),
                rule.has("years") ? number(rule, "years") : null,
                rule.texts("choices").stream()
                        .map(text -> choice(rule, "choices", text, Resolution.class))
                        .toList(),
                rule.has("reject-days") ? number(rule, "reject-days") : 0);
    }

    private static RefundDuty duty(Section of) {
        Section refund =
                of.section("refund", List.of("ground", "from", "days", "warn-day", "alarm-day", "may-wait-for-goods"));
        try {
            return new RefundDuty(
                    refund.text("ground"),
                    choice(refund, "from", RefundDuty.From.class),
                    number(refund, "days"),
                    number(refund, "warn-day"),
                    number(refund, "alarm-day"),
                    refund.isTrue("may-wait-for-goods"));
        } catch (IllegalArgumentException wrong) {
            throw refund.refusal("days", wrong.getMessage() + ".");
        }
    }

    private static LocalDate date(Section pack) {
        try {
            return LocalDate.parse(pack.text("valid-from", DATE, "2026-06-19"));
        } catch (DateTimeException wrong) {
            throw pack.refusal("valid-from", "There is no day " + pack.text("valid-from") + ".");
        }
    }

    private static int number(Section section, String key) {
        return Integer.parseInt(section.text(key, NUMBER, "14"));
    }

    private static <E extends Enum<E>> E choice(Section section, String key, Class<E> type) {
        return choice(section, key, section.text(key), type);
    }

    private static <E extends Enum<E>> E choice(Section section, String key, String text, Class<E> type) {
        List<String> known = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (word.equals(text)) {
                return constant;
            }
            known.add(word);
        }
        throw section.refusal(key, "There is no '" + text + "'. Choose from " + String.join(", ", known) + ".");
    }

    private static @Nullable Words words(@Nullable Section because, String key) {
        if (because == null || !because.has(key)) {
            return null;
        }
        Section words = because.section(key, List.of("en", "de"));
        return new Words(words.text("en"), words.text("de"));
    }
}
