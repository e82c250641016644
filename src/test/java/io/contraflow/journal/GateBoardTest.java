package io.contraflow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.contraflow.database.TestDatabase;
import io.contraflow.journal.DeliveryFailed.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Two nodes on one real PostgreSQL database, each with its own gate to the same connector. */
class GateBoardTest {
    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(5);
    private final Gate here = new Gate(Duration.ofSeconds(30));
    private final Gate there = new Gate(Duration.ofSeconds(30));
    private JdbcClient db;
    private GateBoard boardHere;
    private GateBoard boardThere;

    @BeforeEach
    void begin() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(TestDatabase.server().newDatabase());
        source.setUser("postgres");
        DataSource database = source;
        Flyway.configure().dataSource(database).load().migrate();
        db = JdbcClient.create(database);
        db.sql("insert into node (id, name, started_at, seen_at) values (1, 'here', current_timestamp,"
                        + " current_timestamp), (2, 'there', current_timestamp, current_timestamp)")
                .update();
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        boardHere = new GateBoard(db, Map.of("outbox:netsuite", here), "outbox:", () -> 1, clock);
        boardThere = new GateBoard(db, Map.of("outbox:netsuite", there), "outbox:", () -> 2, clock);
    }

    @Test
    void aSystemThatAsksOneNodeToWaitIsLeftAloneByAllUntilThen() {
        here.failed(Kind.THROTTLED, LATER, NOW);
        exchange();

        assertThat(there.admits(8, LATER.minusSeconds(1))).isZero();
        assertThat(there.admits(8, LATER)).isEqualTo(8);
    }

    @Test
    void whatFailsForOneNodeIsTriedOneByOneByAllAndOpensForAll() {
        fails(here);
        exchange();

        assertThat(there.view().state()).isEqualTo(Gate.State.FAILING);
        assertThat(there.admits(8, NOW)).as("at once").isZero();
        assertThat(there.admits(8, LATER)).as("as a probe").isEqualTo(1);

        here.succeeded();
        exchange();
        assertThat(there.view().state()).isEqualTo(Gate.State.OPEN);
        assertThat(there.admits(8, LATER)).isEqualTo(8);
    }

    @Test
    void aProbeThatGoesThroughAtTheOtherNodeOpensItThereThoughTheFirstStillWaits() {
        fails(here);
        exchange();

        assertThat(there.lets(LATER)).isTrue();
        assertThat(there.lets(LATER)).as("a second probe").isFalse();
        assertThat(there.succeeded()).isTrue();
        exchange();
        assertThat(there.admits(8, LATER)).isEqualTo(8);
    }

    @Test
    void aRefusedLoginHoldsForAllNodes() {
        here.failed(Kind.MISCONFIGURED, null, NOW);
        exchange();

        assertThat(there.view().state()).isEqualTo(Gate.State.MISCONFIGURED);
        assertThat(there.admits(8, LATER)).isEqualTo(1);
    }

    @Test
    void whatAPersonPausesAtOneNodeIsPausedAtAllUntilSomebodyLetsItGoOn() {
        db.sql(
                        "insert into connector_pause (connector, actor, reason, at) values ('netsuite', 'ann', 'maintenance', :at)")
                .param("at", OffsetDateTime.now(ZoneOffset.UTC))
                .update();
        exchange();
        assertThat(here.admits(8, NOW)).isZero();
        assertThat(there.admits(8, NOW)).isZero();

        db.sql("delete from connector_pause").update();
        exchange();
        assertThat(there.admits(8, NOW)).isEqualTo(8);
    }

    @Test
    void theTroubleOfANodeThatWasStruckOffHoldsBackNobody() {
        fails(here);
        exchange();
        db.sql("delete from node where id = 1").update();
        boardThere.look();

        assertThat(there.admits(8, NOW)).isEqualTo(8);
    }

    @Test
    void itIsComparedAtShortIntervals() {
        boardHere.begin();
        boardThere.begin();
        try {
            fails(here);
            await().atMost(Duration.ofSeconds(10)).until(() -> there.view().state() == Gate.State.FAILING);
        } finally {
            boardHere.end();
            boardThere.end();
        }
    }

    private void exchange() {
        boardHere.look();
        boardThere.look();
        boardHere.look();
    }

    private static void fails(Gate gate) {
        for (int i = 0; i < 5; i++) {
            gate.failed(Kind.TRANSIENT, null, NOW);
        }
    }
}
