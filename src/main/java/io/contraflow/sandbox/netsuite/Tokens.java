package io.contraflow.sandbox.netsuite;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a query, one after the other. */
final class Tokens {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*('(?:[^']|'')*'|[A-Za-z_][A-Za-z_0-9.]*|[0-9]+(?:\\.[0-9]+)?|<=|>=|<>|!=|[=<>(),?*])");

    private final List<String> words = new ArrayList<>();
    private int next;

    Tokens(String text) {
        Matcher matcher = TOKEN.matcher(text);
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            words.add(matcher.group(1));
            end = matcher.end();
        }
        if (!text.substring(end).isBlank()) {
            throw notUnderstood(text.substring(end).strip());
        }
    }

    boolean done() {
        return next >= words.size();
    }

    String peek() {
        return done() ? "" : words.get(next);
    }

    String take() {
        if (done()) {
            throw notUnderstood("the end of the query");
        }
        return words.get(next++);
    }

    /** Takes the word if it comes next, in any case of letters. */
    boolean accept(String word) {
        boolean here = peek().equalsIgnoreCase(word);
        next += here ? 1 : 0;
        return here;
    }

    void expect(String word) {
        if (!accept(word)) {
            throw notUnderstood(done() ? "the end of the query, where " + word + " was expected" : peek());
        }
    }

    /** A name in lower case. */
    String name() {
        String word = take();
        if (!Character.isLetter(word.charAt(0)) && word.charAt(0) != '_') {
            throw notUnderstood(word);
        }
        return word.toLowerCase(Locale.ROOT);
    }

    static Refused notUnderstood(String what) {
        return Refused.content(
                "Invalid search query. Detailed unprocessed description follows. Not understood: " + what);
    }
}
