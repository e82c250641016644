package io.contraflow.alert;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The sentence of an exception, fit to leave the house. Its authors keep personal data out, but a system's own words
 * may be quoted in it, so addresses, card numbers and secrets are taken out here once more.
 */
final class Sentence {
    private static final Pattern MAIL = Pattern.compile("[^\\s@<>\"'(),;:]+@[^\\s@<>\"'(),;:]+[.]\\p{L}{2,}");
    private static final Pattern QUERY = Pattern.compile("(https?://[^\\s?]+)[?]\\S*");
    private static final Pattern SECRET = Pattern.compile(
            "(?i)\\b(bearer|basic|token|(?:access|api|private|secret)[_-]?key|secret|password|signature|sig)"
                    + "(?:[\"']?[=:][\"']?[^\\s,;\"']+|[\"']?(?:\\s*[=:])?\\s+[\"']?(?=\\S*\\d)[^\\s,;]{8,})");
    private static final Pattern LONG_TOKEN = Pattern.compile("\\b(?=\\w*\\d)(?=\\w*\\p{L})[\\w+/=]{40,}");
    private static final Pattern PHONE =
            Pattern.compile("(?<![\\w/.-])(?:\\+|00)\\d{1,3}[ /-]?(?:\\(\\d+\\))?[\\d /-]{6,}\\d(?![\\w/-])");
    private static final Pattern CARD = Pattern.compile("(?<![\\w/.-])(?:\\d[ -]?){12,18}\\d(?![\\w/-])");

    private static final Pattern ROUTE = Pattern.compile("[a-z][a-z0-9-]*/[\\w./-]+: ");
    private static final Pattern REMOVED = Pattern.compile("\\[(?:address|number|secret)]");
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"|'[^']*'");
    private static final Pattern ANSWERED = Pattern.compile("\\banswered (\\d{3})\\b");
    private static final Pattern WITH_DIGIT = Pattern.compile("[\\p{L}#/@._-]*\\d[\\p{L}\\d#/@._-]*");
    private static final int LONGEST = 500;

    private Sentence() {}

    /** One line without personal data and secrets. */
    static String shown(String sentence) {
        String line = sentence.replaceAll("[\\p{Cntrl}\\p{Zl}\\p{Zp}]+", " ").strip();
        line = MAIL.matcher(line).replaceAll("[address]");
        line = QUERY.matcher(line).replaceAll("$1");
        line = SECRET.matcher(line).replaceAll("$1 [secret]");
        line = LONG_TOKEN.matcher(line).replaceAll("[secret]");
        line = PHONE.matcher(line).replaceAll("[number]");
        line = CARD.matcher(line).replaceAll("[number]");
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }

    /** What stays the same when the same thing goes wrong with another return: no ids, no quotations. */
    static String cause(String sentence) {
        String text = shown(sentence);
        var route = ROUTE.matcher(text);
        String from = route.lookingAt() ? route.group() : "";
        text = text.substring(from.length());
        text = REMOVED.matcher(QUOTED.matcher(text).replaceAll("#")).replaceAll("#");
        // An answer of 401 has another cause than one of 500; in letters it outlives the next step.
        text = ANSWERED.matcher(text).replaceAll(found -> "answered " + letters(found.group(1)));
        text = WITH_DIGIT.matcher(text).replaceAll("#");
        return (from + text).toLowerCase(Locale.ROOT).replaceAll("\\s+", " ");
    }

    private static String letters(String digits) {
        StringBuilder letters = new StringBuilder();
        digits.chars().forEach(digit -> letters.append((char) ('a' + digit - '0')));
        return letters.toString();
    }
}
