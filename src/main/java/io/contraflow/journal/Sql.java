package io.contraflow.journal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;

/** The few places where databases differ. */
final class Sql {
    private Sql() {}

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    /** A name as a column can hold it; one that is too long or has control characters is told apart by its hash. */
    static String fit(String name, int longest) {
        if (name.length() <= longest && name.chars().noneMatch(Character::isISOControl)) {
            return name;
        }
        String hash = DigestUtils.sha256Hex(name);
        String start = name.substring(0, Math.min(name.length(), longest - hash.length() - 1));
        return start.replaceAll("[\\p{Cntrl}\\x{D800}-\\x{DFFF}]", " ") + "~" + hash;
    }

    /** H2 parses SKIP LOCKED but applies the limit first, so there one claimer works without it. */
    static String skipLocked(DataSource database) {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            return connection.getMetaData().getDatabaseProductName().startsWith("H2") ? "" : " for update skip locked";
        } catch (SQLException e) {
            throw new IllegalStateException("cannot tell which database this is", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
    }
}
