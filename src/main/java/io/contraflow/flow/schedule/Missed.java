package io.contraflow.flow.schedule;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.quartz.CronTrigger;
import org.quartz.SimpleTrigger;

/** What is done about a run whose time passed while no node could run it. */
enum Missed {
    /** It runs once, as soon as a node can, however often it was missed; and again when its node died amid it. */
    CATCH_UP("catch-up", CronTrigger.MISFIRE_INSTRUCTION_FIRE_ONCE_NOW, SimpleTrigger.MISFIRE_INSTRUCTION_FIRE_NOW),
    /** It waits for its next time. */
    SKIP(
            "skip",
            CronTrigger.MISFIRE_INSTRUCTION_DO_NOTHING,
            SimpleTrigger.MISFIRE_INSTRUCTION_RESCHEDULE_NEXT_WITH_REMAINING_COUNT);

    private final String word;
    private final int cron;
    private final int interval;

    Missed(String word, int cron, int interval) {
        this.word = word;
        this.cron = cron;
        this.interval = interval;
    }

    /** The word that routes use for it. */
    String word() {
        return word;
    }

    /**
     * What a route asks for.
     *
     * @throws IllegalArgumentException if there is no such word
     */
    static Missed of(String word, String uri) {
        return Arrays.stream(values())
                .filter(missed -> missed.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(uri + ": missed is " + word + "; it must be "
                        + Arrays.stream(values()).map(Missed::word).collect(Collectors.joining(" or "))));
    }

    /** Quartz's number for it, which differs by kind of trigger. */
    int instruction(boolean isCron) {
        return isCron ? cron : interval;
    }
}
