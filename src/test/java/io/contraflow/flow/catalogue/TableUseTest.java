package io.contraflow.flow.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.contraflow.database.TestDatabase;
import io.contraflow.mapping.LookUps.Answer;
import io.contraflow.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** What transforms look up is counted, and told with what lies in the tables. */
class TableUseTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

    @TempDir
    Path folder;

    private DriverManagerDataSource database = database("h2");

    private static DriverManagerDataSource database(String kind) {
        DriverManagerDataSource database = kind.equals("h2")
                ? new DriverManagerDataSource(
                        "jdbc:h2:mem:" + UUID.randomUUID()
                                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                        "sa",
                        "")
                : new DriverManagerDataSource(TestDatabase.server().newDatabase(), "postgres", "");
        Flyway.configure().dataSource(database).load().migrate();
        return database;
    }

    private TableUse node() {
        return new TableUse(
                JdbcClient.create(database),
                new TransactionTemplate(new DataSourceTransactionManager(database)),
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private Mappings tables(TableUse node) throws IOException {
        Files.writeString(folder.resolve("reason.csv"), "foreign,reason\ntoo-small,TOO_SMALL\nworn,CHANGED_MIND\n");
        Files.writeString(
                folder.resolve("event.jsonata"),
                "{\"reason\": $table('reason', word, 'OTHER'), \"sure\": $table('reason', word)}");
        return Mappings.open(folder, node);
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theCountsOfAllNodesAddUp(String kind) {
        database = database(kind);
        TableUse one = node();
        TableUse other = node();
        for (int round = 0; round < 3; round++) {
            for (TableUse node : new TableUse[] {one, other}) {
                node.looked("sku", "MUG", Answer.FOUND);
                node.looked("sku", "nul\u0000" + "x".repeat(500), Answer.MISSING);
                node.looked("sku", "MUG", Answer.FOUND);
                node.save();
                node.save();
            }
        }

        assertThat(one.totals().get("sku"))
                .extracting(TableUse.Used::found, TableUse.Used::defaulted, TableUse.Used::missing)
                .containsExactly(12L, 0L, 6L);
        assertThat(one.inVain("sku", 10)).singleElement().satisfies(used -> assertThat(used.key())
                .startsWith("nul\uFFFDxx")
                .hasSize(200));
    }

    @Test
    void coverageNamesWhatHasNoRowAndWhatNothingAskedFor() throws IOException {
        TableUse use = node();
        Mappings mappings = tables(use);
        TableCoverage coverage = new TableCoverage(mappings, use);

        assertThat(coverage.of("reason").percent())
                .as("before anything was looked up")
                .isNull();
        assertThat(coverage.of("reason").unused()).isEmpty();

        mappings.apply("event", Map.of("word", "too-small"), Map.of());
        try {
            mappings.apply("event", Map.of("word", "gone-off-it"), Map.of());
        } catch (RuntimeException stopped) {
            assertThat(stopped).hasMessageContaining("gone-off-it");
        }
        use.save();

        TableCoverage.Coverage reason = coverage.all().get(0);
        assertThat(reason.percent()).isEqualTo(50);
        assertThat(reason.gaps())
                .extracting(TableCoverage.Gap::key, TableCoverage.Gap::defaulted, TableCoverage.Gap::missing)
                .containsExactly(tuple("gone-off-it", 1L, 1L));
        assertThat(reason.unused()).containsExactly("worn");
        assertThat(reason.since()).isEqualTo(NOW);

        Files.writeString(
                folder.resolve("reason.csv"), "foreign,reason\ntoo-small,TOO_SMALL\ngone-off-it,CHANGED_MIND\n");
        assertThat(mappings.reload()).isEmpty();
        assertThat(coverage.of("reason").gaps()).as("with its row").isEmpty();
        assertThat(coverage.of("reason").unused()).containsExactly("gone-off-it");
    }

    @Test
    void nonsenseFromOutsideFillsNothingAndHidesNoRow() {
        TableUse use = node();
        for (int flush = 0; flush < 3; flush++) {
            int from = flush * 500;
            IntStream.range(from, from + 500).forEach(word -> use.looked("reason", "word " + word, Answer.DEFAULTED));
            use.save();
        }
        use.looked("reason", "too-small", Answer.FOUND);
        use.looked("sku", "LAMP", Answer.MISSING);
        use.save();

        assertThat(use.inVain("reason", 10_000)).hasSize(TableUse.MOST_UNKNOWN);
        assertThat(use.found("reason", 10)).containsExactly("too-small");
        assertThat(use.inVain("sku", 10)).hasSize(1);
    }

    @Test
    void whatCannotBeSavedNowIsSavedLater() {
        TableUse use = node();
        use.looked("sku", "MUG", Answer.FOUND);
        JdbcClient db = JdbcClient.create(database);
        db.sql("alter table table_use rename to elsewhere").update();
        use.save();
        use.looked("sku", "MUG", Answer.FOUND);
        db.sql("alter table elsewhere rename to table_use").update();
        use.save();

        assertThat(use.totals().get("sku").found()).isEqualTo(2);
    }
}
