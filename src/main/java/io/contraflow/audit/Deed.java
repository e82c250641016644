package io.contraflow.audit;

import java.util.regex.Pattern;

/**
 * What somebody sets out to do. Texts are cut to what a column holds and lose control characters and mail addresses, so
 * that the trail holds no personal data of customers.
 *
 * @param actor login, or name of a token; {@code contraflow} for what it does by itself
 * @param role {@code viewer}, {@code operator}, {@code admin}, or {@code ""} where nobody has logged in
 * @param way {@code console}, {@code api}, {@code command} or {@code inside}
 * @param action in the form {@code returns/approve}
 * @param subject what it was done to: an id or a name; may be empty
 * @param reason why, as the actor wrote it; may be empty
 */
public record Deed(String actor, String role, String way, String action, String subject, String reason) {
    private static final Pattern MAIL = Pattern.compile("[^\\s@<>\"]+@[^\\s@<>\"]+");
    private static final Pattern UNSTORABLE = Pattern.compile("[\\p{Cntrl}\\x{D800}-\\x{DFFF}]");

    public Deed {
        actor = fit(actor, 100);
        role = fit(role, 20);
        way = fit(way, 20);
        action = fit(action, 100);
        subject = plain(subject, 200);
        reason = plain(reason, 500);
    }

    /** The same done to something else, or for another reason. */
    public Deed about(String otherSubject, String otherReason) {
        return new Deed(actor, role, way, action, otherSubject, otherReason);
    }

    private static String plain(String text, int longest) {
        // Cut first: the search takes the square of the length. A little more, lest half an address is left at the end.
        return fit(MAIL.matcher(fit(text, 2 * longest)).replaceAll("(mail address)"), longest);
    }

    private static String fit(String text, int longest) {
        String storable = UNSTORABLE.matcher(text).replaceAll(" ").strip();
        return storable.length() <= longest ? storable : storable.substring(0, longest);
    }
}
