package io.contraflow.flow.reconcile;

import io.contraflow.model.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Keeps, for each return and role, when they were last compared. */
@Component
class ComparedTable {
    private final JdbcClient db;
    private final Clock clock;

    ComparedTable(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** In place of what was known of these roles; what is known of others stays. */
    void put(UUID run, UUID returnId, Map<Role, Compared.Outcome> outcomes) {
        outcomes.forEach((role, outcome) -> {
            db.sql("delete from return_comparison where return_id = :id and role = :role")
                    .param("id", returnId)
                    .param("role", role.key())
                    .update();
            db.sql("insert into return_comparison (return_id, role, run_id, outcome, at)"
                            + " values (:id, :role, :run, :outcome, :at)")
                    .param("id", returnId)
                    .param("role", role.key())
                    .param("run", run)
                    .param("outcome", outcome.name())
                    .param("at", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        });
    }

    List<Compared> of(UUID returnId) {
        return db.sql("select role, run_id, outcome, at from return_comparison where return_id = :id")
                .param("id", returnId)
                .query(ComparedTable::compared)
                .list();
    }

    private static Compared compared(ResultSet row, int number) throws SQLException {
        return new Compared(
                Role.of(row.getString("role")),
                row.getObject("run_id", UUID.class),
                Compared.Outcome.valueOf(row.getString("outcome")),
                row.getObject("at", OffsetDateTime.class).toInstant());
    }
}
