package io.contraflow.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the trail.
 *
 * @param nr order in which they began
 * @param result how it ended; null while it is at work
 * @param seq place in the chain, from 1; null until it is sealed
 * @param previous hash of the entry before, {@code ""} of the first
 * @param hash over all the rest but {@code nr}, see {@link #sealedAfter}
 */
public record AuditEntry(
        long nr,
        Instant at,
        Deed deed,
        @Nullable Result result,
        @Nullable Long seq,
        @Nullable String previous,
        @Nullable String hash) {
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** How an action ended. */
    public enum Result {
        DONE,
        /** Not allowed, not possible, or not understood. */
        REFUSED,
        /** An error of ours. */
        FAILED,
        /** The process ended before the action did. */
        UNKNOWN
    }

    static AuditEntry of(ResultSet row, int number) throws SQLException {
        String result = row.getString("result");
        return new AuditEntry(
                row.getLong("nr"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                new Deed(
                        row.getString("actor"),
                        row.getString("role"),
                        row.getString("way"),
                        row.getString("action"),
                        row.getString("subject"),
                        row.getString("reason")),
                result == null ? null : Result.valueOf(result),
                row.getObject("seq", Long.class),
                row.getString("previous"),
                row.getString("hash"));
    }

    /** This entry with its place in the chain, behind the one with this hash. */
    AuditEntry sealedAfter(long place, String hashBefore) {
        Result ended = result == null ? Result.UNKNOWN : result;
        AuditEntry placed = new AuditEntry(nr, at, deed, ended, place, hashBefore, null);
        return new AuditEntry(nr, at, deed, ended, place, hashBefore, placed.computedHash());
    }

    /**
     * SHA-256, in hexadecimal, of the UTF-8 of a JSON array without spaces: place, hash before, time in UTC with six
     * digits of the second, actor, role, way, action, subject, reason, result.
     */
    String computedHash() {
        try {
            String canonical = JSON.writeValueAsString(List.of(
                    Objects.requireNonNullElse(seq, 0L),
                    Objects.requireNonNullElse(previous, ""),
                    MICROS.format(at),
                    deed.actor(),
                    deed.role(),
                    deed.way(),
                    deed.action(),
                    deed.subject(),
                    deed.reason(),
                    String.valueOf(result)));
            return DigestUtils.sha256Hex(canonical);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an entry of the trail cannot be hashed", e);
        }
    }
}
