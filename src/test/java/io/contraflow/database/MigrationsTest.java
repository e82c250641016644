package io.contraflow.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.output.MigrateResult;
import org.junit.jupiter.api.Test;

/** The schema is made once, however often and by however many processes. */
class MigrationsTest {

    @Test
    void nodesThatStartAtOnceMakeTheSchemaOnce() throws Exception {
        String url = TestDatabase.server().newDatabase();
        Callable<MigrateResult> start =
                () -> Flyway.configure().dataSource(url, "postgres", "").load().migrate();
        ExecutorService nodes = Executors.newFixedThreadPool(3);
        try {
            int made = 0;
            for (Future<MigrateResult> node : nodes.invokeAll(List.of(start, start, start))) {
                assertThat(node.get().success).isTrue();
                made += node.get().migrationsExecuted;
            }
            assertThat(made).isEqualTo(applied(url, "postgres"));
        } finally {
            nodes.shutdownNow();
        }
    }

    @Test
    void aSecondStartChangesNothing() {
        for (String url : List.of(
                TestDatabase.server().newDatabase(),
                "jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1")) {
            String user = url.contains("postgresql") ? "postgres" : "sa";
            Flyway flyway = Flyway.configure().dataSource(url, user, "").load();
            assertThat(flyway.migrate().migrationsExecuted).isPositive();
            assertThat(flyway.migrate().migrationsExecuted).isZero();
            assertThat(flyway.info().pending()).isEmpty();
            flyway.validate();
        }
    }

    private static int applied(String url, String user) {
        MigrationInfo[] all =
                Flyway.configure().dataSource(url, user, "").load().info().applied();
        return all.length;
    }
}
