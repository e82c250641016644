package io.contraflow.sandbox;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The mailbox of all simulated people; what is too old is dropped. */
public final class Mails {
    static final int LIMIT = 50_000;

    private final Deque<Mail> mails = new ArrayDeque<>();

    public record Mail(
            String from,
            String to,
            String subject,
            Instant at,
            String text,
            @Nullable String html) {}

    public synchronized void keep(Mail mail) {
        mails.addLast(mail);
        if (mails.size() > LIMIT) {
            mails.removeFirst();
        }
    }

    /** The newest mails, to one address when given, in the order of their arrival. */
    public synchronized List<Mail> find(@Nullable String to, int limit) {
        List<Mail> found = new ArrayList<>();
        Iterator<Mail> newestFirst = mails.descendingIterator();
        while (newestFirst.hasNext() && found.size() < limit) {
            Mail mail = newestFirst.next();
            if (to == null || mail.to().equalsIgnoreCase(to)) {
                found.add(mail);
            }
        }
        Collections.reverse(found);
        return found;
    }

    synchronized void reset() {
        mails.clear();
    }
}
