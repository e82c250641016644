package io.contraflow.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    private final Wording wording = new Wording(Clock.fixed(Instant.parse("2026-11-27T12:00:00Z"), ZoneOffset.UTC));

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T11:59:18Z, 42 s ago",
        "2026-11-27T11:57:00Z, 3 min ago",
        "2026-11-26T12:00:00Z, 24 h ago",
        "2026-11-20T12:00:00Z, 7 d ago",
        "2026-11-27T14:00:00Z, in 2 h"
    })
    void timesAreTold(Instant at, String words) {
        assertThat(wording.ago(at)).isEqualTo(words);
    }

    @Test
    void whatIsUnknownIsADash() {
        assertThat(wording.ago(null)).isEqualTo("–");
        assertThat(wording.time(null)).isEqualTo("–");
        assertThat(wording.money(null)).isEqualTo("–");
        assertThat(wording.words(null)).isEqualTo("–");
    }

    @ParameterizedTest
    @CsvSource({"80, 80 ms", "999, 999 ms", "1000, 1 s", "1480, 1.4 s", "10000, 10 s"})
    void shortTimesAreTold(long millis, String words) {
        assertThat(wording.millis(millis)).isEqualTo(words);
    }

    @Test
    void rhythmsAreReadAloud() {
        assertThat(wording.rhythm("every PT30S")).isEqualTo("every 30 s");
        assertThat(wording.rhythm("every PT1M")).isEqualTo("every 1 min");
        assertThat(wording.rhythm("0 30 2 * * ?")).isEqualTo("0 30 2 * * ?");
    }
}
