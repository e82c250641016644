package io.contraflow.flow.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.Channels;
import io.contraflow.flow.ReturnStore;
import io.contraflow.journal.Journal;
import io.contraflow.model.Return;
import io.contraflow.timeline.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Decides what becomes of a difference: the lost step is repeated, or a person looks. Each return in one transaction. */
@Component
class Verdicts {
    private static final String GONE = "A later comparison no longer found it.";
    /** What is found again so soon after it was healed is not healed by doing the same again. */
    private static final Duration HEALED_ONCE_IN = Duration.ofDays(1);

    private final ReturnStore store;
    private final Channels channels;
    private final Journal journal;
    private final Exceptions exceptions;
    private final Timeline timeline;
    private final RunTable runs;
    private final ComparedTable compared;
    private final TransactionTemplate transaction;
    private final ObjectMapper json;
    private final Clock clock;

    Verdicts(
            ReturnStore store,
            Channels channels,
            Journal journal,
            Exceptions exceptions,
            Timeline timeline,
            RunTable runs,
            ComparedTable compared,
            TransactionTemplate transaction,
            ObjectMapper json,
            Clock clock) {
        this.store = store;
        this.channels = channels;
        this.journal = journal;
        this.exceptions = exceptions;
        this.timeline = timeline;
        this.runs = runs;
        this.compared = compared;
        this.transaction = transaction;
        this.json = json;
        this.clock = clock;
    }

    /**
     * Acts on what was found.
     *
     * @return what to count; the return counts as put off when it has changed meanwhile
     */
    RunTable.Tally judge(UUID run, Snapshots.Reading reading, List<Difference> differences) {
        Return ours = reading.picture().ours();
        RunTable.Tally tally = transaction.execute(tx -> {
            boolean isUnchanged = store.lock(ours.id())
                    .filter(now -> now.updatedAt().equals(ours.updatedAt()))
                    .isPresent();
            if (!isUnchanged) {
                return RunTable.Tally.PUT_OFF;
            }
            compared.put(run, ours.id(), reading.asked());
            return act(run, ours, differences, reading.isComplete());
        });
        return Objects.requireNonNull(tally);
    }

    private RunTable.Tally act(UUID run, Return ours, List<Difference> differences, boolean isComplete) {
        Map<DriftKind, List<Difference>> byKind = new LinkedHashMap<>();
        differences.forEach(one ->
                byKind.computeIfAbsent(one.kind(), kind -> new ArrayList<>()).add(one));
        List<ExceptionCase> known = exceptions.of(ours.id()).stream()
                .filter(one -> one.kind() == ExceptionKind.DRIFT && one.subject() != null)
                .toList();
        int healed = 0;
        for (Map.Entry<DriftKind, List<Difference>> kind : byKind.entrySet()) {
            List<Difference> left = new ArrayList<>();
            for (Difference one : kind.getValue()) {
                if (heal(ours, one)) {
                    healed++;
                    note(run, ours, one, Finding.Outcome.HEALED);
                } else {
                    left.add(one);
                }
            }
            if (!left.isEmpty()) {
                Finding.Outcome outcome = show(ours, kind.getKey(), left, known);
                left.forEach(one -> note(run, ours, one, outcome));
            }
        }
        if (isComplete) {
            known.stream()
                    .filter(one -> one.state().equals("OPEN"))
                    .filter(one -> byKind.keySet().stream()
                            .noneMatch(kind -> subject(ours, kind).equals(one.subject())))
                    .forEach(one -> exceptions.resolve(one.id(), GONE));
        }
        return new RunTable.Tally(1, 0, 0, differences.size(), healed);
    }

    private boolean heal(Return ours, Difference one) {
        Remedy remedy = one.remedy();
        String connector =
                channels.channel(ours.channel()).roles().get(one.role().key());
        if (remedy == null
                || connector == null
                || runs.isHealedSince(
                        ours.id(), one.kind(), one.role().key(), clock.instant().minus(HEALED_ONCE_IN))) {
            return false;
        }
        if (remedy instanceof Remedy.Replay step) {
            Map<String, Object> asked = Map.of("args", step.args(), "params", Map.of());
            journal.send(ours.id(), connector, step.role(), step.operation(), write(asked));
        } else if (remedy instanceof Remedy.Hear lost) {
            Snapshot.Report report = lost.report();
            String lane = connector + "/" + report.lane();
            journal.post(connector, lost.key(), report.topic(), lane, write(report.event()));
        }
        say(ours, one.sentence() + " Done to heal it: " + remedy.words() + ".");
        return true;
    }

    private Finding.Outcome show(Return ours, DriftKind kind, List<Difference> differences, List<ExceptionCase> known) {
        String subject = subject(ours, kind);
        String context = context(kind, differences);
        List<ExceptionCase> same =
                known.stream().filter(one -> subject.equals(one.subject())).toList();
        boolean isAccepted = same.stream()
                .anyMatch(one -> !one.state().equals("OPEN")
                        && !GONE.equals(one.resolution())
                        && isSame(context, one.context()));
        if (isAccepted) {
            return Finding.Outcome.ACCEPTED;
        }
        String sentence =
                String.join(" ", differences.stream().map(Difference::sentence).toList());
        if (same.stream().noneMatch(one -> one.state().equals("OPEN"))) {
            say(ours, sentence + " A person must look.");
        }
        exceptions.open(new Exceptions.Opening(
                ExceptionKind.DRIFT, ours.id(), subject, ours.number() + ": " + sentence, context));
        return Finding.Outcome.OPENED;
    }

    private boolean isSame(String context, @org.jspecify.annotations.Nullable String known) {
        try {
            return known != null && json.readTree(context).equals(json.readTree(known));
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private String context(DriftKind kind, List<Difference> differences) {
        List<Map<String, String>> sides = differences.stream()
                .map(one -> Map.of("role", one.role().key(), "ours", one.ours(), "theirs", one.theirs()))
                .toList();
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("drift", kind.name());
        context.put("meaning", kind.meaning());
        context.put("differences", sides);
        return new String(write(context), java.nio.charset.StandardCharsets.UTF_8);
    }

    private void note(UUID run, Return ours, Difference one, Finding.Outcome outcome) {
        runs.add(
                run,
                new Finding(
                        ours.id(),
                        ours.number(),
                        one.kind(),
                        one.role().key(),
                        one.sentence(),
                        one.ours(),
                        one.theirs(),
                        outcome,
                        clock.instant()));
    }

    private void say(Return ours, String sentence) {
        timeline.add(ours.id(), new Timeline.Moment(clock.instant(), "drift", "reconciliation", sentence, null));
    }

    /** One for each return and kind. */
    private static String subject(Return ours, DriftKind kind) {
        return subject(ours.id(), kind);
    }

    /** What the exception about differences of a kind is about. */
    static String subject(UUID returnId, DriftKind kind) {
        return "drift:" + returnId + ":" + kind;
    }

    private byte[] write(Object value) {
        try {
            return json.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a step cannot be written", e);
        }
    }
}
