package io.contraflow.access;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What programs log in with: shown once, kept as a hash, of one role, for a limited time. */
@Component
public class ApiTokens {
    /** Longest life of a token, in days. */
    public static final int LONGEST_DAYS = 366;

    private static final String PREFIX = "cfl_";
    private static final int BYTES = 32;
    private static final Duration USE_NOTED_EVERY = Duration.ofMinutes(1);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{1,59}");
    private final JdbcClient db;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ApiTokens(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /**
     * What is known of a token.
     *
     * @param lastUsedAt to the minute; null when it never was
     * @param revokedAt null while it is good
     */
    public record Token(
            UUID id,
            String name,
            Role role,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}

    /**
     * A token that was just made.
     *
     * @param secret the token itself, which nobody can show again
     */
    public record Made(UUID id, String secret, Token token) {
        @Override
        public String toString() {
            return "Made[" + id + "]";
        }
    }

    /**
     * A new one.
     *
     * @param days how long it is good, from 1 to {@value #LONGEST_DAYS}
     * @throws NotPossible if the name or the days are of the wrong form
     */
    public Made create(String name, Role role, int days, String creator) {
        if (!NAME.matcher(name).matches()) {
            throw new NotPossible("the field name must have 2 to 60 letters, digits, dots, dashes and underscores");
        }
        if (days < 1 || days > LONGEST_DAYS) {
            throw new NotPossible("the field days must be from 1 to " + LONGEST_DAYS);
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        UUID id = UUID.randomUUID();
        Instant now = clock.instant();
        db.sql("insert into api_token (id, name, role, hash, created_by, created_at, expires_at)"
                        + " values (:id, :name, :role, :hash, :creator, :now, :expires)")
                .param("id", id)
                .param("name", name)
                .param("role", role.word())
                .param("hash", hash(secret))
                .param("creator", creator)
                .param("now", utc(now))
                .param("expires", utc(now.plus(Duration.ofDays(days))))
                .update();
        return new Made(id, secret, find(id).orElseThrow());
    }

    /** All, newest first. */
    public List<Token> all() {
        return db.sql("select * from api_token order by created_at desc, id")
                .query((row, number) -> token(row))
                .list();
    }

    private Optional<Token> find(UUID id) {
        return db.sql("select * from api_token where id = :id")
                .param("id", id)
                .query((row, number) -> token(row))
                .optional();
    }

    /**
     * Makes it worthless at once, for good.
     *
     * @throws NotPossible if there is none that is good
     */
    public Token revoke(UUID id) {
        int revoked = db.sql("update api_token set revoked_at = :now where id = :id and revoked_at is null")
                .param("now", utc(clock.instant()))
                .param("id", id)
                .update();
        if (revoked == 0) {
            throw new NotPossible("there is no such token, or it is revoked already");
        }
        return find(id).orElseThrow();
    }

    /** Who comes with this; empty if it is none, no longer good, or revoked. */
    public Optional<Token> check(String secret) {
        Instant now = clock.instant();
        Optional<Token> good = db.sql(
                        "select * from api_token where hash = :hash and revoked_at is null and expires_at > :now")
                .param("hash", hash(secret))
                .param("now", utc(now))
                .query((row, number) -> token(row))
                .optional();
        good.filter(token -> token.lastUsedAt() == null
                        || token.lastUsedAt().plus(USE_NOTED_EVERY).isBefore(now))
                .ifPresent(token -> db.sql("update api_token set last_used_at = :now where id = :id")
                        .param("now", utc(now))
                        .param("id", token.id())
                        .update());
        return good;
    }

    /** A token is as random as its hash is long, so a fast hash does. */
    private static String hash(String secret) {
        return DigestUtils.sha256Hex(secret);
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    private static Token token(ResultSet row) throws SQLException {
        return new Token(
                row.getObject("id", UUID.class),
                row.getString("name"),
                Role.of(row.getString("role")),
                row.getString("created_by"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }
}
