package io.contraflow.system;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * After a kill the embedded H2 may give numbers a second time that it gave shortly before: the rows are on disk, the
 * counter is a little behind. At each start every counter is set behind the rows. Other databases need no such thing.
 */
@Component
@DependsOnDatabaseInitialization
class EmbeddedNumbers implements InitializingBean {
    private record Counter(String table, String column) {}

    private final JdbcTemplate db;

    EmbeddedNumbers(DataSource database) {
        this.db = new JdbcTemplate(database);
    }

    @Override
    public void afterPropertiesSet() {
        String product = db.execute((org.springframework.jdbc.core.ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
        if (!"H2".equals(product)) {
            return;
        }
        List<Counter> counters = db.query(
                "select table_name, column_name from information_schema.columns"
                        + " where is_identity = 'YES' and table_schema = 'public'",
                (row, number) -> new Counter(row.getString(1), row.getString(2)));
        for (Counter counter : counters) {
            Long last = db.queryForObject(
                    "select coalesce(max(" + counter.column + "), 0) from " + counter.table, Long.class);
            db.execute("alter table " + counter.table + " alter column " + counter.column + " restart with "
                    + ((last == null ? 0 : last) + 1));
        }
    }
}
