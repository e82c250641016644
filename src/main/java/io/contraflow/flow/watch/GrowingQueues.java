package io.contraflow.flow.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds queues that have grown at every one of the last looks. Remembers the looks of this process only: after a start
 * it looks anew.
 */
@Component
class GrowingQueues {
    private final JdbcClient db;
    private final WatchSettings settings;
    private final Map<String, Deque<Long>> looks = new HashMap<>();

    GrowingQueues(JdbcClient db, WatchSettings settings) {
        this.db = db;
        this.settings = settings;
    }

    synchronized List<Stuck> find() {
        Map<String, Long> now = new HashMap<>();
        count("inbox", now);
        count("outbox", now);
        looks.keySet().retainAll(now.keySet());
        List<Stuck> found = new ArrayList<>();
        now.forEach((queue, waiting) -> {
            Deque<Long> seen = looks.computeIfAbsent(queue, any -> new ArrayDeque<>());
            seen.addLast(waiting);
            if (seen.size() > settings.queue().looks() + 1) {
                seen.removeFirst();
            }
            if (onlyGrew(seen)) {
                found.add(new Stuck(
                        "stuck:queue:" + queue,
                        null,
                        "The queue " + queue + " only grows: " + waiting + " entries wait, " + seen.getFirst() + " did "
                                + settings.queue().looks() + " looks ago. Its connector takes less than arrives."));
            }
        });
        return found;
    }

    private void count(String table, Map<String, Long> counts) {
        db.sql("select connector, count(*) from " + table + " where state = 'WAITING' group by connector")
                .query(row -> {
                    counts.put(table + "/" + row.getString(1), row.getLong(2));
                });
    }

    private boolean onlyGrew(Deque<Long> seen) {
        if (seen.size() <= settings.queue().looks()
                || seen.getLast() < settings.queue().least()) {
            return false;
        }
        long before = -1;
        for (long count : seen) {
            if (count <= before) {
                return false;
            }
            before = count;
        }
        return true;
    }
}
