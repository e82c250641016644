package io.contraflow.flow;

import com.fasterxml.uuid.Generators;
import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import io.contraflow.model.Return;
import io.contraflow.policy.Case;
import io.contraflow.policy.Policies;
import io.contraflow.policy.Policy;
import io.contraflow.policy.PolicySimulation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Tries drafts of policies on the returns of the past; one at a time, beside all other work, without changing anything. */
@Component
public class PolicySimulations implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(PolicySimulations.class);
    private static final int PAGE = 500;
    private static final int KEPT = 20;

    private final Policies policies;
    private final Channels channels;
    private final ReturnStore store;
    private final Clock clock;
    private volatile boolean stopping;
    private final Map<UUID, Run> runs = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Run> eldest) {
            return size() > KEPT;
        }
    });
    private final ExecutorService worker = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "policy-simulation");
        thread.setDaemon(true);
        return thread;
    });

    PolicySimulations(Policies policies, Channels channels, ReturnStore store, Clock clock) {
        this.policies = policies;
        this.channels = channels;
        this.store = store;
        this.clock = clock;
    }

    /**
     * One simulation.
     *
     * @param total how many returns there are to look at, about
     * @param endedAt null while it runs
     * @param stopped whether a person or the end of the process stopped it
     * @param report what came of it so far; null before the first return
     */
    public record Run(
            UUID id,
            String policy,
            Instant beganAt,
            @Nullable Instant endedAt,
            boolean stopped,
            long total,
            PolicySimulation.@Nullable Report report) {}

    /**
     * Begins to try a draft on the returns of the channels that use a policy.
     *
     * @param text the draft, as its file would be
     * @param days how far back
     * @return the run; ask {@link #find} for how it goes on
     * @throws FilesRejected if the draft has a mistake
     * @throws io.contraflow.policy.UnknownPolicy if there is no such policy
     */
    public Run begin(String policy, String text, int days) {
        policies.policy(policy);
        Policy draft = policies.draft(policy + ".yaml", text);
        List<Finding> unlawful = policies.unlawful(draft);
        Instant now = clock.instant();
        Instant from = now.minus(Duration.ofDays(days));
        List<String> affected = channels.channels().entrySet().stream()
                .filter(channel -> channel.getValue().policy().equals(policy))
                .map(Map.Entry::getKey)
                .toList();
        long total = affected.stream()
                .mapToLong(channel -> store.countSince(channel, from))
                .sum();
        Run run = new Run(Generators.timeBasedEpochGenerator().generate(), policy, now, null, false, total, null);
        runs.put(run.id(), run);
        worker.execute(() -> run(run, affected, from, draft, unlawful));
        return run;
    }

    private void run(Run run, List<String> affected, Instant from, Policy draft, List<Finding> unlawful) {
        PolicySimulation simulation = new PolicySimulation(asked -> inUse(run.policy(), asked), draft, unlawful);
        try {
            for (String channel : affected) {
                ReturnStore.Past last = null;
                List<ReturnStore.Past> page;
                do {
                    page = store.since(channel, from, last, PAGE);
                    for (ReturnStore.Past past : page) {
                        simulation.add(past.about().number(), asked(past));
                        last = past;
                    }
                    runs.put(run.id(), progress(run, simulation, null));
                } while (page.size() == PAGE && !isStopped(run));
            }
            runs.put(run.id(), progress(run, simulation, clock.instant()));
            LOG.info(
                    "a draft of {} was tried on {} returns",
                    run.policy(),
                    simulation.report().returns());
        } catch (RuntimeException e) {
            LOG.error("a draft of {} could not be tried", run.policy(), e);
            runs.put(run.id(), progress(run, simulation, clock.instant()));
        }
    }

    private boolean isStopped(Run run) {
        Run now = runs.get(run.id());
        return stopping || now == null || now.stopped();
    }

    private Run progress(Run run, PolicySimulation simulation, @Nullable Instant endedAt) {
        boolean stopped = isStopped(run);
        return new Run(run.id(), run.policy(), run.beganAt(), endedAt, stopped, run.total(), simulation.report());
    }

    private Policy inUse(String policy, Case asked) {
        return policies.policy(policy, LocalDate.ofInstant(asked.order().placedAt(), asked.zone()));
    }

    private Case asked(ReturnStore.Past past) {
        Return about = past.about();
        return Case.of(about, past.history(), channels.channel(about.channel()).zone());
    }

    public Optional<Run> find(UUID id) {
        return Optional.ofNullable(runs.get(id));
    }

    /** Stops a run after the page it is at; what it found so far stays. */
    public Optional<Run> stop(UUID id) {
        return Optional.ofNullable(runs.computeIfPresent(
                id,
                (same, run) -> run.endedAt() != null
                        ? run
                        : new Run(run.id(), run.policy(), run.beganAt(), null, true, run.total(), run.report())));
    }

    @Override
    public void destroy() {
        stopping = true;
        worker.shutdown();
    }
}
