package io.contraflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.database.TestDatabase;
import io.contraflow.flow.ReturnStore.Place;
import io.contraflow.flow.ReturnStore.Query;
import io.contraflow.model.Status;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Lists are read from an index in its order, however many returns have ended; neither database sorts or reads all. */
class SearchPlansTest {
    private static final int RETURNS = 5_000;
    private static JdbcClient embedded;
    private static JdbcClient server;

    @BeforeAll
    static void fill() {
        embedded = filled(
                "jdbc:h2:mem:" + UUID.randomUUID()
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1",
                "sa",
                "system_range(1, " + RETURNS + ") n(x)",
                "dateadd('MINUTE', -x, current_timestamp)");
        server = filled(
                TestDatabase.server().newDatabase(),
                "postgres",
                "generate_series(1, " + RETURNS + ") n(x)",
                "current_timestamp - x * interval '1 minute'");
    }

    private static JdbcClient filled(String url, String user, String numbers, String at) {
        DriverManagerDataSource source = new DriverManagerDataSource(url, user, "");
        Flyway.configure().dataSource(source).load().migrate();
        JdbcClient db = JdbcClient.create(source);
        db.sql("insert into returns (id, number, channel, order_id, order_name, shop_name, email, status, document,"
                        + " created_at, updated_at) select cast('00000000-0000-4000-8000-' || lpad(cast(x as varchar), 12,"
                        + " '0') as uuid), 'RMA-' || x, case mod(x, 2) when 0 then 'shop-de' else 'shop-at' end, 'o' || x,"
                        + " '#' || x, 's' || x, 'c' || x || '@shop.example', case mod(x, 50) when 0 then 'REQUESTED' else"
                        + " 'CLOSED' end, '{}', " + at + ", " + at + " from " + numbers)
                .update();
        db.sql(
                        "insert into return_word (word, created_at, return_id) select case when number in ('RMA-5', 'RMA-50') then"
                                + " 'lamp-oak' else number end, created_at, id from returns")
                .update();
        db.sql("analyze").update();
        return db;
    }

    static Stream<Query> lists() {
        return Stream.of(
                new Query(null, null, null, 0, 50),
                new Query(Status.CLOSED, null, null, 0, 50),
                new Query(Status.REQUESTED, null, null, 0, 50),
                new Query(null, "shop-de", null, 0, 50),
                new Query(Status.REQUESTED, "shop-de", null, 0, 50),
                new Query(null, null, null, 0, 50, place(false)),
                new Query(null, null, null, 0, 50, place(true)),
                new Query(Status.CLOSED, null, null, 0, 50, place(false)),
                new Query(Status.CLOSED, null, null, 0, 50, place(true)));
    }

    private static Place place(boolean isBefore) {
        return new Place(OffsetDateTime.now(ZoneOffset.UTC).minusDays(1), new UUID(7, 7), isBefore);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void theEmbeddedDatabaseReadsAnIndexInItsOrder(Query list) {
        assertThat(plan(embedded, list)).contains("/* index sorted */").doesNotContain("tableScan");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void theServerReadsAnIndexInItsOrder(Query list) {
        assertThat(plan(server, list)).contains("Index Scan").doesNotContain("Seq Scan", "Sort");
    }

    @ParameterizedTest
    @MethodSource("searches")
    void aSearchReadsIndexes(Query search) {
        assertThat(plan(embedded, search)).doesNotContain("tableScan");
        assertThat(plan(server, search)).doesNotContain("Seq Scan on returns");
    }

    static Stream<Query> searches() {
        return Stream.of(
                new Query(null, null, "RMA-77", 0, 50),
                new Query(null, null, "LAMP-OAK", 0, 50),
                new Query(Status.CLOSED, null, "RMA-77", 0, 50),
                new Query(Status.CLOSED, "shop-de", "c8@shop.example", 0, 50));
    }

    @ParameterizedTest
    @MethodSource("searches")
    void aSearchBeginsAtWhatIsFoundAndNotAtAllOfAStatus(Query search) {
        assertThat(plan(embedded, search)).contains("PRIMARY_KEY").doesNotContain("returns_status");
        assertThat(plan(server, search)).doesNotContain("returns_status");
    }

    private static String plan(JdbcClient db, Query query) {
        String statement = ReturnStore.statement(query)
                .replace(":limit", "50")
                .replace(":offset", "0")
                .replace(":status", "'" + query.status() + "'")
                .replace(":channel", "'" + query.channel() + "'")
                .replace(":text", "'" + query.text() + "'")
                .replace(":mail", "'" + query.text() + "'")
                .replace(":word", "'lamp-oak'");
        Place place = query.place();
        if (place != null) {
            statement = statement
                    .replace(":placeAt", "timestamp with time zone '" + place.createdAt() + "'")
                    .replace(":placeId", "cast('" + place.id() + "' as uuid)");
        }
        return String.join(
                "\n", db.sql("explain " + statement).query(String.class).list());
    }
}
