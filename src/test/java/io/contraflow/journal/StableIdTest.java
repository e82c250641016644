package io.contraflow.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StableIdTest {
    @Test
    void whatIsMadeAnewGetsTheSameId() {
        assertThat(StableId.of(id -> false, "RMA-1", "netsuite", "receive-items"))
                .isEqualTo(StableId.of(id -> false, "RMA-1", "netsuite", "receive-items"));
    }

    @Test
    void partsAreNotMixedUp() {
        assertThat(StableId.of(id -> false, "ab", "c")).isNotEqualTo(StableId.of(id -> false, "a", "bc"));
    }

    @Test
    void theSecondOfTwoAlikeGetsTheSameIdAsBeforeToo() {
        UUID first = StableId.of(id -> false, "note");
        UUID second = StableId.of(first::equals, "note");
        Set<UUID> taken = new HashSet<>(Set.of(first, second));

        assertThat(second).isNotEqualTo(first).isEqualTo(StableId.of(first::equals, "note"));
        assertThat(StableId.of(taken::contains, "note")).isNotIn(taken);
    }

    @Test
    void aNumberFollowsFromTheIdHasTenDigitsAndIsGivenOnce() {
        Set<Long> given = new HashSet<>();
        for (int row = 0; row < 1000; row++) {
            UUID id = new UUID(0, row);
            long number = StableId.number(id, given::contains);

            assertThat(number).isBetween(1_000_000_000L, 9_999_999_999L);
            assertThat(StableId.number(id, given::contains)).isEqualTo(number);
            assertThat(given.add(number)).isTrue();
            assertThat(StableId.number(id, given::contains)).isNotIn(given);
        }
    }
}
