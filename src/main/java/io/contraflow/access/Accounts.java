package io.contraflow.access;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** People with a login of their own in the database. */
@Component
public class Accounts {
    static final int SHORTEST_PASSWORD = 12;
    /** More than this bcrypt does not look at. */
    static final int LONGEST_PASSWORD_BYTES = 72;

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,59}");
    private final JdbcClient db;
    private final PasswordEncoder encoder;
    private final LoginsOfSettings settings;
    private final Clock clock;

    Accounts(JdbcClient db, PasswordEncoder encoder, LoginsOfSettings settings, Clock clock) {
        this.db = db;
        this.encoder = encoder;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param version another one after each change
     */
    public record Account(
            String name, Role role, boolean enabled, long version, Instant createdAt, Instant changedAt) {}

    /** What a login is compared with. */
    public record Secret(Account account, String hashedPassword) {
        @Override
        public String toString() {
            return "Secret[" + account.name() + "]";
        }
    }

    /** All, by name. */
    public List<Account> all() {
        return db.sql("select * from account order by name")
                .query((row, number) -> account(row))
                .list();
    }

    /** One by name. */
    public Optional<Account> find(String name) {
        return secret(name).map(Secret::account);
    }

    /** One by name, with the hash of the password. */
    public Optional<Secret> secret(String name) {
        return db.sql("select * from account where name = :name")
                .param("name", name.replace('\0', '?'))
                .query((row, number) -> new Secret(account(row), row.getString("password")))
                .optional();
    }

    /**
     * A new one, who can log in at once.
     *
     * @throws NotPossible if the name is taken or of the wrong form, or the password too weak
     */
    public Account create(String name, Role role, String password) {
        if (!NAME.matcher(name).matches()) {
            throw new NotPossible("the field name must have 2 to 60 of a-z, 0-9, dot, dash and underscore");
        }
        if (settings.has(name)) {
            throw new NotPossible("the name " + name + " stands in the settings");
        }
        OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
        try {
            db.sql("insert into account (name, password, role, enabled, version, created_at, changed_at)"
                            + " values (:name, :password, :role, true, 1, :now, :now)")
                    .param("name", name)
                    .param("password", hashed(name, password))
                    .param("role", role.word())
                    .param("now", now)
                    .update();
        } catch (DuplicateKeyException taken) {
            throw new NotPossible("the name " + name + " is taken");
        }
        return found(name);
    }

    /** Gives another role; sessions that run end. */
    public Account changeRole(String name, Role role) {
        return changed(name, "role", role.word());
    }

    /** Lets log in or not; sessions that run end. */
    public Account enable(String name, boolean enabled) {
        return changed(name, "enabled", enabled);
    }

    /** Sets a new password, for somebody who has lost it; sessions that run end. */
    public Account setPassword(String name, String password) {
        return changed(name, "password", hashed(name, password));
    }

    /**
     * Changes one's own password; sessions that run end.
     *
     * @throws NotPossible if the old one is wrong or the new one too weak
     */
    public Account changePassword(String name, String old, String password) {
        String known = secret(name)
                .map(Secret::hashedPassword)
                .orElseThrow(
                        () -> new NotPossible("this password stands in the settings or elsewhere; change it there"));
        if (!encoder.matches(old, known)) {
            throw new NotPossible("the field old is not the password of now");
        }
        return setPassword(name, password);
    }

    private Account changed(String name, String column, Object value) {
        int found = db.sql("update account set " + column
                        + " = :value, version = version + 1, changed_at = :now where name = :name")
                .param("value", value)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("name", name.replace('\0', '?'))
                .update();
        if (found == 0) {
            throw new NotPossible("there is no such user; those of the settings are changed there");
        }
        return found(name);
    }

    private Account found(String name) {
        return find(name).orElseThrow(() -> new NotPossible("there is no such user"));
    }

    private String hashed(String name, String password) {
        if (password.length() < SHORTEST_PASSWORD
                || password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES) {
            throw new NotPossible("the field password must have at least " + SHORTEST_PASSWORD
                    + " characters, and at most " + LONGEST_PASSWORD_BYTES + " bytes");
        }
        if (password.toLowerCase(Locale.ROOT).contains(name)) {
            throw new NotPossible("the field password must not hold the name");
        }
        return encoder.encode(password);
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getString("name"),
                Role.of(row.getString("role")),
                row.getBoolean("enabled"),
                row.getLong("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
