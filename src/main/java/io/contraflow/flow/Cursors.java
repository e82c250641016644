package io.contraflow.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.JournalVariables;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Remembers how far a poll has read. Schedules call it as {@code cursors}. */
@Component("cursors")
class Cursors {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    /** Changes that became visible late are found again; what is known is not kept twice. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    private static final Duration FIRST_LOOK_BACK = Duration.ofDays(1);

    private static final String BEGAN = "began";

    private final JdbcClient db;
    private final ObjectMapper json;
    private final Clock clock;

    Cursors(JdbcClient db, ObjectMapper json, Clock clock) {
        this.db = db;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Puts the position, less an overlap, into the variable {@code cursor}. The first time looks a day back;
     * {@code since} is then now, for what must not be taken over from before we were here.
     */
    public void read(String name, Exchange exchange) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
        Optional<LocalDateTime> position = db.sql("select position from poll_cursor where name = :name")
                .param("name", name)
                .query(String.class)
                .optional()
                .map(text -> LocalDateTime.parse(text, FORM).minus(OVERLAP));
        exchange.setVariable("cursor", FORM.format(position.orElse(now.minus(FIRST_LOOK_BACK))));
        exchange.setVariable("since", FORM.format(position.orElse(now)));
        exchange.setVariable(BEGAN, FORM.format(now));
        exchange.setVariable("delivery", Map.of("poll", name));
        exchange.getMessage().setBody(Map.of());
    }

    /** Makes an inbox event of {@code {key, topic, lane, event}}. */
    public void event(@Body Map<String, Object> change, Exchange exchange) throws JsonProcessingException {
        exchange.setVariable(JournalVariables.EVENT_KEY, String.valueOf(change.get("key")));
        exchange.setVariable(JournalVariables.TOPIC, String.valueOf(change.get("topic")));
        exchange.setVariable(JournalVariables.LANE, String.valueOf(change.get("lane")));
        exchange.getMessage().setBody(json.writeValueAsBytes(change.get("event")));
    }

    /** Remembers {@code {cursor}}. */
    public void advance(String name, @Body Map<String, Object> read) {
        remember(name, FORM.format(LocalDateTime.parse(String.valueOf(read.get("cursor")), FORM)));
    }

    /** Remembers that all was read which had happened when {@link #read} was called. */
    public void reached(String name, Exchange exchange) {
        remember(name, exchange.getVariable(BEGAN, String.class));
    }

    private void remember(String name, String position) {
        int known = db.sql("update poll_cursor set position = :position where name = :name and position < :position")
                .param("position", position)
                .param("name", name)
                .update();
        if (known == 0) {
            db.sql("insert into poll_cursor (name, position) values (:name, :position) on conflict do nothing")
                    .param("name", name)
                    .param("position", position)
                    .update();
        }
    }
}
