package io.contraflow.flow.watch;

import java.time.Duration;

/** Durations as people say them. */
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

    private static String plural(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
