package io.contraflow.journal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the table of nodes. */
final class ClusterReader {
    private final JdbcClient db;
    private final Duration silence;
    private final boolean alone;

    /**
     * @param silence after which a node counts as silent
     * @param alone whether there is one process only, which does not say that it lives
     */
    ClusterReader(JdbcClient db, Duration silence, boolean alone) {
        this.db = db;
        this.silence = silence;
        this.alone = alone;
    }

    /** All nodes, the oldest first; {@code here} is the number of the process that asks. */
    List<ClusterNode> nodes(long here) {
        List<ClusterNode> nodes = db.sql("select node.*, current_timestamp as read_at from node order by id")
                .query((row, n) -> node(row, n == 0, here))
                .list();
        return List.copyOf(nodes);
    }

    private ClusterNode node(ResultSet row, boolean oldest, long here) throws SQLException {
        Instant now = at(row, "read_at");
        Instant seen = alone ? now : at(row, "seen_at");
        long id = row.getLong("id");
        return new ClusterNode(
                id,
                row.getString("name"),
                row.getString("address"),
                at(row, "started_at"),
                seen,
                seen.plus(silence).isBefore(now),
                oldest,
                id == here,
                row.getString("version"),
                parts(row.getString("configuration")),
                Sql.instant(row, "configured_at"));
    }

    private static Instant at(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(Sql.instant(row, column), column);
    }

    /** As it stands in the table. */
    static String text(SortedMap<String, String> parts) {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(","));
    }

    private static SortedMap<String, String> parts(@Nullable String text) {
        SortedMap<String, String> parts = new TreeMap<>();
        if (text != null && !text.isEmpty()) {
            for (String part : text.split(",", -1)) {
                int sign = part.indexOf('=');
                parts.put(part.substring(0, sign), part.substring(sign + 1));
            }
        }
        return parts;
    }
}
