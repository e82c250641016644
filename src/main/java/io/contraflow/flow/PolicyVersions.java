package io.contraflow.flow;

import io.contraflow.policy.Policies;
import io.contraflow.policy.Policy;
import io.contraflow.policy.PolicyComparison;
import io.contraflow.policy.UnknownPolicy;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The versions of each policy that are or were in force, kept word by word, for decisions name them for years. */
@Component
public class PolicyVersions {
    private final JdbcClient db;
    private final TransactionTemplate transaction;
    private final Policies policies;
    private final Clock clock;
    private String noted = "";

    PolicyVersions(JdbcClient db, TransactionTemplate transaction, Policies policies, Clock clock) {
        this.db = db;
        this.transaction = transaction;
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * One of them.
     *
     * @param version first twelve hexadecimal digits of the SHA-256 of its file
     * @param file name of its file
     * @param validFrom first day of orders that it is for; null from the beginning of time
     * @param since when it was first taken over
     * @param until when it was replaced; null while it is in force
     */
    public record Version(
            String name,
            String version,
            String file,
            @Nullable LocalDate validFrom,
            Instant since,
            @Nullable Instant until) {}

    /** Keeps what is in force now. Does nothing while that has not changed. */
    synchronized void note() {
        String now = policies.version();
        if (now.equals(noted)) {
            return;
        }
        transaction.executeWithoutResult(tx -> keep());
        noted = now;
    }

    private void keep() {
        OffsetDateTime now = clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
        Set<String> inForce = new HashSet<>();
        for (String name : policies.names()) {
            for (Policy policy : policies.versions(name)) {
                inForce.add(key(name, policy.version()));
                boolean always = policy.validFrom().equals(LocalDate.MIN);
                db.sql("insert into policy_version (name, version, file, text, valid_from, since)"
                                + " values (:name, :version, :file, :text, :from, :now) on conflict do nothing")
                        .param("name", name)
                        .param("version", policy.version())
                        .param("file", name + (always ? "" : "@" + policy.validFrom()) + ".yaml")
                        .param("text", policy.text())
                        .param("from", always ? null : policy.validFrom(), Types.DATE)
                        .param("now", now)
                        .update();
                db.sql("update policy_version set until = null"
                                + " where name = :name and version = :version and until is not null")
                        .param("name", name)
                        .param("version", policy.version())
                        .update();
            }
        }
        db.sql("select * from policy_version where until is null").query((row, number) -> version(row)).list().stream()
                .filter(one -> !inForce.contains(key(one.name(), one.version())))
                .forEach(one -> db.sql(
                                "update policy_version set until = :now" + " where name = :name and version = :version")
                        .param("now", now)
                        .param("name", one.name())
                        .param("version", one.version())
                        .update());
    }

    private static String key(String name, String version) {
        return name + "@" + version;
    }

    /**
     * All versions of a policy: those in force first, then the last replaced first.
     *
     * @throws UnknownPolicy if there is none, nor ever was
     */
    public List<Version> of(String name) {
        note();
        List<Version> versions = db.sql("select * from policy_version where name = :name"
                        + " order by case when until is null then 0 else 1 end, until desc, since desc, version")
                .param("name", name)
                .query((row, number) -> version(row))
                .list();
        if (versions.isEmpty()) {
            policies.versions(name);
        }
        return versions;
    }

    /**
     * What the file of a version said.
     *
     * @throws UnknownPolicy if that was never in force
     */
    public String text(String name, String version) {
        return kept(name, version, "text").orElseThrow(() -> new UnknownPolicy(name, version));
    }

    /**
     * A version, to be asked: one in force, or one that was.
     *
     * @throws UnknownPolicy if that was never in force
     * @throws io.contraflow.policy.PolicyRejected if it cannot be read any more
     */
    public Policy policy(String name, String version) {
        Optional<Policy> inForce = policies.names().contains(name)
                ? policies.versions(name).stream()
                        .filter(one -> one.version().equals(version))
                        .findFirst()
                : Optional.empty();
        return inForce.orElseGet(() -> policies.earlier(
                kept(name, version, "file").orElseThrow(() -> new UnknownPolicy(name, version)),
                text(name, version),
                version));
    }

    /**
     * How two versions differ.
     *
     * @param from the earlier version
     * @param to the later version
     * @throws UnknownPolicy if one of them was never in force
     */
    public PolicyComparison compare(String name, String from, String to) {
        return PolicyComparison.of(text(name, from), text(name, to));
    }

    private Optional<String> kept(String name, String version, String column) {
        return db.sql("select " + column + " from policy_version where name = :name and version = :version")
                .param("name", name)
                .param("version", version)
                .query(String.class)
                .optional();
    }

    private static Version version(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("until", OffsetDateTime.class);
        return new Version(
                row.getString("name"),
                row.getString("version"),
                row.getString("file"),
                row.getObject("valid_from", LocalDate.class),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                until == null ? null : until.toInstant());
    }
}
