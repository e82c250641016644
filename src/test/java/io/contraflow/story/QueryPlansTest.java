package io.contraflow.story;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Nothing that the application asks of its database reads all of a table that grows with each return. The statements are
 * those that the database itself saw while every address, page and schedule was called and a return went its whole way.
 */
class QueryPlansTest {
    private static final int STORED = 3_000;
    private static final String BIG =
            "returns|return_ref|return_word|timeline|inbox|outbox|exception_case|exception_action|alert_case|audit_entry";

    /** How H2 says that it reads all rows of a table, or all of an index. */
    private static final Pattern ALL_ROWS =
            Pattern.compile("\"public\"\\.\"(" + BIG + ")\"[^/]*/\\* public\\.(?:\\w+\\.tableScan|\\w+ \\*/)");

    /** Those that may, by how they begin. */
    private static final Set<String> ALLOWED = Set.of();

    private static @Nullable RunningContraflow running;

    @BeforeAll
    static void start() throws Exception {
        String folder = RunningContraflow.emptyFolder();
        try (RunningContraflow first = RunningContraflow.startIn(folder, List.of())) {
            playOne(first);
        }
        try (Connection one = RunningContraflow.offline(Path.of(folder)).getConnection()) {
            JdbcClient db = JdbcClient.create(new SingleConnectionDataSource(one, true));
            String model = db.sql("select cast(id as varchar) from returns limit 1")
                    .query(String.class)
                    .single();
            new StoredReturns(db, false, model).store(STORED);
            db.sql("shutdown").update();
        }
        running = RunningContraflow.startIn(folder, List.of());
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    private static void playOne(RunningContraflow in) {
        List<String> orders = new SimulatedWorld(in.sandbox()).play("happy-path", 1);
        new Contraflow(in.address()).awaitStatus(orders, "CLOSED");
    }

    @Test
    void noStatementReadsAllOfABigTable() throws Exception {
        JdbcClient db = running.context().getBean(JdbcClient.class);
        // What the test itself asks first is not meant.
        Collection<IntFunction<String>> calls = StoreCalls.of(db, STORED).values();
        db.sql("set query_statistics_max_entries 10000").update();
        db.sql("set query_statistics true").update();
        playOne(running);
        for (IntFunction<String> call : calls) {
            StoreCalls.get(running.address(), call.apply(1));
        }
        StoreCalls.schedules(new Contraflow(running.address()));
        List<String> statements = db
                .sql("select sql_statement from information_schema.query_statistics")
                .query(String.class)
                .list()
                .stream()
                .filter(sql ->
                        sql.toLowerCase(Locale.ROOT).matches("(?s)(select|update|delete|insert into \\w+ select).*"))
                .toList();
        assertThat(statements).hasSizeGreaterThan(80);
        List<String> slow = new ArrayList<>();
        for (String statement : statements) {
            String plan = plan(statement);
            Matcher all = ALL_ROWS.matcher(plan);
            boolean endsEarly = plan.contains("/* index sorted */");
            if (all.find() && !endsEarly && ALLOWED.stream().noneMatch(statement::startsWith)) {
                slow.add(all.group(1) + ": " + statement + "\n" + plan);
            }
        }
        assertThat(slow).as(slow.stream().collect(joining("\n\n"))).isEmpty();
    }

    private static String plan(String statement) throws SQLException {
        DataSource source = running.context().getBean(DataSource.class);
        try (Connection connection = source.getConnection();
                PreparedStatement explain = connection.prepareStatement("explain " + statement)) {
            for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
                explain.setObject(i, null);
            }
            try (ResultSet plan = explain.executeQuery()) {
                plan.next();
                return plan.getString(1);
            }
        }
    }
}
