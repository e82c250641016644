package io.contraflow.flow;

import io.contraflow.model.Label;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** By which words returns are found that many can share: SKUs and tracking numbers. Writing takes part in the running transaction. */
@Component
class SearchWords {
    private static final int LONGEST = 300;
    private final JdbcClient db;

    SearchWords(JdbcClient db) {
        this.db = db;
    }

    /** As it is stored and looked for: capitals do not matter. */
    static String word(String text) {
        String word = text.trim().toLowerCase(Locale.ROOT);
        return word.length() > LONGEST ? word.substring(0, LONGEST) : word;
    }

    /** Remembers the words of a return that it did not have before; what it had stays. */
    void changed(Return before, Return after) {
        Set<String> fresh = of(after);
        fresh.removeAll(of(before));
        add(after, fresh);
    }

    /** Remembers all words of a return. */
    void add(Return about) {
        add(about, of(about));
    }

    private static Set<String> of(Return about) {
        Set<String> words = new TreeSet<>();
        for (ReturnLine line : about.lines()) {
            words.add(word(line.sku()));
        }
        Label label = about.label();
        if (label != null) {
            words.add(word(label.trackingNumber()));
        }
        words.remove("");
        return words;
    }

    private void add(Return about, Set<String> words) {
        for (String word : words) {
            db.sql(
                            "insert into return_word (word, created_at, return_id) values (:word, :at, :id) on conflict do nothing")
                    .param("word", word)
                    .param("at", about.createdAt().atOffset(ZoneOffset.UTC))
                    .param("id", about.id())
                    .update();
        }
    }
}
