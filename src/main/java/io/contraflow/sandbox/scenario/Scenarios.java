package io.contraflow.sandbox.scenario;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays stories, many at once, and says how far each is. */
public final class Scenarios {
    private static final Logger LOG = LoggerFactory.getLogger(Scenarios.class);
    private static final int MOST_AT_ONCE = 10_000;
    private static final int REMEMBERED = 50_000;

    private final Stage stage;
    private final Scripts scripts;
    private final Deque<Run> runs = new ArrayDeque<>();
    private final AtomicLong ids = new AtomicLong();
    private final AtomicInteger active = new AtomicInteger();
    private final AtomicInteger generation = new AtomicInteger();

    public Scenarios(Stage stage) {
        this.stage = stage;
        this.scripts = new Scripts(new Shoppers(stage.world()));
    }

    /**
     * Starts a story so many times.
     *
     * @param perSecond how many begin each second, 0 for all at once
     * @param pace what the pauses between steps are multiplied with
     */
    public Map<String, Object> start(String name, int count, double perSecond, double pace) {
        Scenario scenario =
                scripts.find(name).orElseThrow(() -> new IllegalArgumentException("There is no scenario " + name));
        if (count < 1 || count > MOST_AT_ONCE || perSecond < 0 || pace < 0) {
            throw new IllegalArgumentException("count must be 1 to " + MOST_AT_ONCE + ", rate and pace not negative");
        }
        List<Run> started = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Run run = new Run(ids.incrementAndGet(), scenario, stage.world().now());
            remember(run);
            started.add(run);
            begin(run, pace, perSecond == 0 ? 0 : i / perSecond);
        }
        return Map.of("scenario", name, "runs", started.stream().map(Run::view).toList());
    }

    private void begin(Run run, double pace, double inSeconds) {
        active.incrementAndGet();
        int mine = generation.get();
        if (inSeconds > 0) {
            stage.world().later(Duration.ofMillis((long) (inSeconds * 1000)), () -> play(run, pace, mine));
            return;
        }
        // The first steps wait for nobody, so the caller learns order and return at once.
        while (!run.isDone() && run.step().waitingFor().equals("nothing") && attempt(run)) {
            run.advance(stage.world().now());
        }
        later(run, pace, mine);
    }

    private void play(Run run, double pace, int mine) {
        if (mine != generation.get()) {
            return;
        }
        boolean happened = attempt(run);
        if (run.isDone() || (happened && run.advance(stage.world().now()))) {
            active.decrementAndGet();
            return;
        }
        later(run, pace, mine);
    }

    private void later(Run run, double pace, int mine) {
        // Thousands of waiting stories look less often, so that looking does not become the load.
        long crowd = active.get() / 10;
        long pause = (long) ((100 + ThreadLocalRandom.current().nextLong(200)) * pace) + crowd;
        stage.world().later(Duration.ofMillis(pause), () -> play(run, pace, mine));
    }

    private boolean attempt(Run run) {
        try {
            boolean happened = run.step().attempt().happened(stage, run);
            if (!happened && run.hasReturn()) {
                String status = Scripts.status(stage, run);
                if (status.equals("DECLINED") || status.equals("CANCELED")) {
                    run.end("the shop says " + status, stage.world().now());
                }
            }
            return happened;
        } catch (RuntimeException e) {
            LOG.warn("A {} could not go on", run.view(), e);
            run.end("failed: " + e.getMessage(), stage.world().now());
            return false;
        }
    }

    private void remember(Run run) {
        synchronized (runs) {
            runs.addLast(run);
            if (runs.size() > REMEMBERED) {
                runs.removeFirst();
            }
        }
    }

    /** All stories and their newest runs, newest first. */
    public Map<String, Object> list(@Nullable String name, int limit) {
        List<Map<String, @Nullable Object>> views = new ArrayList<>();
        int done = 0;
        int asPlanned = 0;
        int all = 0;
        synchronized (runs) {
            for (Iterator<Run> newest = runs.descendingIterator(); newest.hasNext(); ) {
                Run run = newest.next();
                Map<String, @Nullable Object> view = run.view();
                if (name == null || name.equals(view.get("scenario"))) {
                    all++;
                    done += run.isDone() ? 1 : 0;
                    asPlanned += run.isAsPlanned() ? 1 : 0;
                    if (views.size() < limit) {
                        views.add(view);
                    }
                }
            }
        }
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("scenarios", scripts.list().stream().map(Scenarios::describe).toList());
        list.put("started", all);
        list.put("done", done);
        list.put("asPlanned", asPlanned);
        list.put("runs", views);
        return list;
    }

    private static Map<String, String> describe(Scenario scenario) {
        return Map.of("name", scenario.name(), "description", scenario.description());
    }

    public void reset() {
        generation.incrementAndGet();
        active.set(0);
        synchronized (runs) {
            runs.clear();
        }
    }
}
