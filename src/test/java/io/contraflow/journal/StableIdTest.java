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
}
