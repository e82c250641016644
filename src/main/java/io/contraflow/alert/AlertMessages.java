package io.contraflow.alert;

import static io.contraflow.alert.AlertGroups.instant;
import static io.contraflow.alert.AlertGroups.maybe;
import static io.contraflow.alert.AlertGroups.utc;

import com.fasterxml.uuid.Generators;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is to be said, to whom, and what became of it. */
@Component
class AlertMessages {
    private final JdbcClient db;

    AlertMessages(JdbcClient db) {
        this.db = db;
    }

    /** Writes down what is to be said at a step; once, however often it is asked. */
    void plan(UUID group, String receiver, String step, Instant due) {
        db.sql("insert into alert_message (id, group_id, receiver, step, state, attempts, planned_at, due_at)"
                        + " values (:id, :group, :receiver, :step, 'WAITING', 0, :due, :due) on conflict do nothing")
                .param("id", Generators.timeBasedEpochGenerator().generate())
                .param("group", group)
                .param("receiver", receiver)
                .param("step", step)
                .param("due", utc(due))
                .update();
    }

    /**
     * Who knows less than what happened since.
     *
     * @param messages how many messages this receiver has about this group so far
     */
    record Behind(UUID group, String receiver, int messages) {}

    /**
     * Receivers whose last message is old enough and tells of fewer exceptions than there are, and who have no other
     * message under way.
     */
    List<Behind> behind(Instant now, Instant before, Instant acknowledgedBefore) {
        return db.sql(
                        "select m.group_id, m.receiver, count(*) as messages from alert_message m"
                                + " join alert_group g on g.id = m.group_id"
                                + " where g.state = 'OPEN' and g.open_count > 0"
                                + " group by m.group_id, m.receiver, g.total, g.acknowledged_at"
                                + " having max(m.told) < g.total"
                                + " and (g.acknowledged_at is null and max(m.sent_at) <= :before"
                                + " or g.acknowledged_at is not null and max(m.sent_at) <= :acknowledged)"
                                + " and count(case when m.state = 'WAITING' and (m.attempts > 0 or m.due_at <= :now) then 1 end) = 0")
                .param("before", utc(before))
                .param("acknowledged", utc(acknowledgedBefore))
                .param("now", utc(now))
                .query((row, number) -> new Behind(
                        row.getObject("group_id", UUID.class), row.getString("receiver"), row.getInt("messages")))
                .list();
    }

    /** Nobody needs to be told later, because somebody has taken it. */
    void calmDown(UUID group, Instant now) {
        db.sql("update alert_message set state = 'CANCELLED' where group_id = :group and state = 'WAITING'"
                        + " and attempts = 0 and due_at > :now")
                .param("group", group)
                .param("now", utc(now))
                .update();
    }

    /** It is over: what was not said need not be said, and those who were told hear of it. */
    void allClear(UUID group, Instant now) {
        db.sql("update alert_message set state = 'CANCELLED' where group_id = :group and state = 'WAITING'"
                        + " and step <> :allClear")
                .param("group", group)
                .param("allClear", AlertMessage.ALL_CLEAR)
                .update();
        db.sql("select distinct receiver from alert_message where group_id = :group and state = 'SENT'")
                .param("group", group)
                .query(String.class)
                .list()
                .forEach(receiver -> plan(group, receiver, AlertMessage.ALL_CLEAR, now));
    }

    /** Messages whose time has come, those first that failed least. */
    List<AlertMessage> due(String receiver, Instant now, int limit) {
        return db.sql("select m.* from alert_message m join alert_group g on g.id = m.group_id"
                        + " where m.receiver = :receiver and m.state = 'WAITING' and m.due_at <= :now"
                        + " and (g.open_count > 0 or m.step = :allClear) order by m.attempts, m.seq limit :limit")
                .param("receiver", receiver)
                .param("now", utc(now))
                .param("allClear", AlertMessage.ALL_CLEAR)
                .param("limit", limit)
                .query(AlertMessages::message)
                .list();
    }

    /** Whether the last that was sent to a receiver did not arrive. */
    boolean isFailing(String receiver) {
        return db.sql("select count(*) from alert_message where receiver = :receiver and state = 'WAITING'"
                                + " and attempts > 0")
                        .param("receiver", receiver)
                        .query(Long.class)
                        .single()
                > 0;
    }

    /**
     * Takes a message for one try. The next one is planned at once, so that nothing is lost when the process dies
     * meanwhile; answers false when another node was quicker.
     */
    boolean take(AlertMessage message, Instant next) {
        return db.sql("update alert_message set attempts = attempts + 1, due_at = :next where id = :id"
                                + " and state = 'WAITING' and attempts = :attempts")
                        .param("next", utc(next))
                        .param("id", message.id())
                        .param("attempts", message.attempts())
                        .update()
                > 0;
    }

    /**
     * It has arrived.
     *
     * @param told how many exceptions it told of
     */
    void sent(UUID id, int told, Instant now) {
        db.sql("update alert_message set state = 'SENT', sent_at = :now, told = :told, error = null where id = :id")
                .param("now", utc(now))
                .param("told", told)
                .param("id", id)
                .update();
    }

    void failed(UUID id, String error) {
        db.sql("update alert_message set error = :error where id = :id")
                .param("error", error)
                .param("id", id)
                .update();
    }

    void giveUp(UUID id) {
        db.sql("update alert_message set state = 'DEAD' where id = :id")
                .param("id", id)
                .update();
    }

    /** Ends what waits for receivers that the configuration no longer knows. */
    int cancelOthersThan(Collection<String> receivers) {
        List<String> gone = db
                .sql("select distinct receiver from alert_message where state = 'WAITING'")
                .query(String.class)
                .list()
                .stream()
                .filter(receiver -> !receivers.contains(receiver))
                .toList();
        return gone.isEmpty()
                ? 0
                : db.sql("update alert_message set state = 'CANCELLED', error = 'there is no such receiver any more'"
                                + " where state = 'WAITING' and receiver in (:gone)")
                        .param("gone", gone)
                        .update();
    }

    List<AlertMessage> of(Collection<UUID> groups) {
        return groups.isEmpty()
                ? List.of()
                : db.sql("select * from alert_message where group_id in (:groups) order by seq")
                        .param("groups", groups)
                        .query(AlertMessages::message)
                        .list();
    }

    private static AlertMessage message(ResultSet row, int number) throws SQLException {
        return new AlertMessage(
                row.getObject("id", UUID.class),
                row.getObject("group_id", UUID.class),
                row.getString("receiver"),
                row.getString("step"),
                row.getString("state"),
                row.getInt("attempts"),
                instant(row, "planned_at"),
                instant(row, "due_at"),
                maybe(row, "sent_at"),
                row.getString("error"));
    }
}
