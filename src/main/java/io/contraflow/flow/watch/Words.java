package io.contraflow.flow.watch;

import java.time.Duration;

/** Durations and counts as people say them. */
final class Words {
    private Words() {}

    static String of(Duration time) {
        if (time.toDays() > 0) {
            return plural(time.toDays(), "day");
        }
        if (time.toHours() > 0) {
            return plural(time.toHours(), "hour");
        }
        return time.toMinutes() > 0 ? plural(time.toMinutes(), "minute") : plural(time.toSeconds(), "second");
    }

    static String plural(long count, String one, String many) {
        return count + " " + (count == 1 ? one : many);
    }

    private static String plural(long count, String unit) {
        return plural(count, unit, unit + "s");
    }
}
