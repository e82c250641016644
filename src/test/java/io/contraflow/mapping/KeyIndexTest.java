package io.contraflow.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyIndexTest {
    private final Column keys = new Column();
    private final KeyIndex index = new KeyIndex(keys);

    @Test
    void findsWhatAMapFinds() {
        Random random = new Random(42);
        Map<String, Integer> expected = new HashMap<>();
        while (expected.size() < 20_000) {
            String key = key(random);
            if (expected.putIfAbsent(key, keys.size()) == null) {
                add(key);
            }
        }
        expected.forEach((key, row) -> assertThat(index.find(key)).as(key).isEqualTo(row));
        for (int i = 0; i < 20_000; i++) {
            String key = key(random);
            assertThat(index.find(key)).as(key).isEqualTo(expected.getOrDefault(key, -1));
        }
    }

    @Test
    void keysOfTheSameHashAreToldApart() {
        for (String key : new String[] {"Aa", "BB", "AaAa", "AaBB", "BBAa", "BBBB", "", "ß", "\uD83D\uDE00"}) {
            assertThat(index.find(key)).isEqualTo(-1);
            add(key);
            assertThat(index.find(key)).isEqualTo(keys.size() - 1);
        }
    }

    private void add(String key) {
        keys.add(key);
        index.addLast();
    }

    private static String key(Random random) {
        return random.ints(random.nextInt(8), 0, 4)
                .mapToObj(i -> new String[] {"A", "ü", "1", "\uD83D\uDE00"}[i])
                .reduce("", String::concat);
    }
}
