package io.contraflow.api;

import io.contraflow.audit.AuditChain;
import io.contraflow.audit.AuditEntry;
import io.contraflow.audit.AuditEntry.Result;
import io.contraflow.audit.AuditTrail;
import io.contraflow.audit.Verdict;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Who did what, and whether the trail of it is intact. */
@RestController
@Validated
@RequestMapping("/api/audit")
class AuditApi {
    private final AuditTrail trail;
    private final AuditChain chain;

    AuditApi(AuditTrail trail, AuditChain chain) {
        this.trail = trail;
        this.chain = chain;
    }

    /**
     * Entries, newest first.
     *
     * @param next value of {@code before} for those that follow; null when these are the last
     */
    record Entries(List<Line> items, @Nullable Long next) {}

    /**
     * One entry.
     *
     * @param nr order in which they began
     * @param result null while it is at work
     * @param seq place in the chain; null until it is sealed
     */
    record Line(
            long nr,
            Instant at,
            String actor,
            String role,
            String way,
            String action,
            String subject,
            String reason,
            @Nullable Result result,
            @Nullable Long seq,
            @Nullable String previous,
            @Nullable String hash) {
        static Line of(AuditEntry one) {
            return new Line(
                    one.nr(),
                    one.at(),
                    one.deed().actor(),
                    one.deed().role(),
                    one.deed().way(),
                    one.deed().action(),
                    one.deed().subject(),
                    one.deed().reason(),
                    one.result(),
                    one.seq(),
                    one.previous(),
                    one.hash());
        }
    }

    /** Who did what, newest first. */
    @GetMapping
    Entries list(
            @RequestParam(required = false) @Nullable @Size(max = 100) String actor,
            @RequestParam(required = false) @Nullable @Size(max = 100) String action,
            @RequestParam(required = false) @Nullable @Size(max = 200) String subject,
            @RequestParam(required = false) @Nullable @Size(max = 20) String way,
            @RequestParam(required = false) @Nullable Result result,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant until,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "50") @Min(1) @Max(500) int size) {
        List<Line> lines =
                trail
                        .list(new AuditTrail.Filter(actor, action, subject, way, result, from, until, before), size)
                        .stream()
                        .map(Line::of)
                        .toList();
        return new Entries(
                lines, lines.size() < size ? null : lines.get(size - 1).nr());
    }

    /** Reads the whole chain; with {@code seq} and {@code hash} it must hold an end of it that was noted earlier. */
    @GetMapping("/verify")
    Verdict verify(
            @RequestParam(required = false) @Nullable @Min(1) Long seq,
            @RequestParam(required = false) @Nullable @Pattern(regexp = "[0-9a-f]{64}") String hash) {
        if ((seq == null) != (hash == null)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "seq and hash belong together");
        }
        return chain.verify(seq == null || hash == null ? null : new AuditChain.Noted(seq, hash));
    }
}
