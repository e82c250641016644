package io.contraflow.flow;

import io.contraflow.audit.AuditEntry;
import io.contraflow.audit.AuditTrail;
import io.contraflow.audit.Deed;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.journal.Journal;
import io.contraflow.mapping.Finding;
import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.MissingMapping;
import io.contraflow.policy.Policies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes over changed mappings and policies while running. The schedule calls it as {@code configuration}. */
@Component("configuration")
class Configuration {
    private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);
    private final Mappings mappings;
    private final Policies policies;
    private final Exceptions exceptions;
    private final Journal journal;
    private final NodeFiles files;
    private final PolicyVersions policyVersions;
    private final Map<String, UUID> refused = new LinkedHashMap<>();
    private final AuditTrail trail;
    private String version;
    private String policyVersion;
    private String checkedPolicies = "";
    private List<Finding> withoutEffect = List.of();

    Configuration(
            Mappings mappings,
            Policies policies,
            Exceptions exceptions,
            Journal journal,
            NodeFiles files,
            PolicyVersions policyVersions,
            AuditTrail trail) {
        this.policyVersions = policyVersions;
        this.trail = trail;
        this.mappings = mappings;
        this.policies = policies;
        this.exceptions = exceptions;
        this.journal = journal;
        this.files = files;
        this.version = mappings.version();
        this.policyVersion = policies.version();
    }

    /**
     * Reads changed files; a broken one is refused, with an exception that says where, and the last good one stays. A
     * policy that says something against the law, or has a rule that never counts, is taken, and an exception says what has
     * no effect.
     */
    public synchronized void reload() {
        List<Finding> findings = Stream.of(mappings.reload(), policies.reload(), withoutEffect())
                .flatMap(List::stream)
                .toList();
        Map<String, String> now = findings.stream()
                .collect(Collectors.toMap(
                        Finding::file,
                        finding -> finding.file() + ":" + finding.line() + ": " + finding.message(),
                        (first, second) -> first,
                        LinkedHashMap::new));
        refused.entrySet().removeIf(known -> {
            boolean mended = !now.containsKey(known.getKey());
            if (mended) {
                exceptions.resolve(known.getValue(), "The file is in order again.");
            }
            return mended;
        });
        now.forEach((file, sentence) -> refused.computeIfAbsent(
                file,
                any -> exceptions.open(
                        new Exceptions.Opening(ExceptionKind.CONFIG_REJECTED, null, "file:" + file, sentence, null))));
        if (!mappings.version().equals(version)) {
            version = mappings.version();
            LOG.info("mappings {} in force", version);
            trail.note(taken("mappings/reload", version), AuditEntry.Result.DONE);
        }
        if (!policies.version().equals(policyVersion)) {
            policyVersion = policies.version();
            trail.note(taken("policies/reload", policyVersion), AuditEntry.Result.DONE);
        }
        policyVersions.note();
        files.tell();
        // Always: what parks while a file is read, or was mended while nobody ran, must not be missed.
        int released = journal.release(this::isMapped);
        if (released > 0) {
            LOG.info("{} entries go on, because what they waited for is mapped now", released);
        }
    }

    /** Who changed a file is not known here; that its new content counts from now on is. */
    private static Deed taken(String action, String version) {
        return new Deed("contraflow", "", "inside", action, version, "");
    }

    /** What policies say in vain: against the law, or under a rule that always counts. Looked for when one has changed. */
    private List<Finding> withoutEffect() {
        if (!policies.version().equals(checkedPolicies)) {
            checkedPolicies = policies.version();
            withoutEffect = Stream.concat(policies.unlawful().stream(), policies.shadowed().stream())
                    .toList();
        }
        return withoutEffect;
    }

    private boolean isMapped(String waitsFor) {
        int slash = waitsFor.indexOf('/');
        if (UnknownReturns.isAwaited(waitsFor)) {
            return false;
        }
        try {
            return mappings.find(waitsFor.substring(0, slash), waitsFor.substring(slash + 1))
                    .isPresent();
        } catch (MissingMapping e) {
            return false;
        }
    }
}
