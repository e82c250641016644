package io.contraflow.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the row of a key. Open addressing over the column itself: four to eight bytes a row. */
final class KeyIndex {
    private static final int NONE = -1;
    private final Column keys;
    private int[] rows = newRows(64);

    KeyIndex(Column keys) {
        this.keys = keys;
    }

    /** Row of that key, -1 when there is none. */
    int find(String key) {
        byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
        int slot = Column.hash(utf8, 0, utf8.length) & (rows.length - 1);
        while (rows[slot] != NONE) {
            if (keys.holds(rows[slot], utf8)) {
                return rows[slot];
            }
            slot = (slot + 1) & (rows.length - 1);
        }
        return NONE;
    }

    /** Takes in the newest row of the column; its key must not be in the index yet. */
    void addLast() {
        if (keys.size() * 3L > rows.length * 2L) {
            int[] before = rows;
            rows = newRows(before.length * 2);
            for (int row : before) {
                if (row != NONE) {
                    put(row);
                }
            }
        }
        put(keys.size() - 1);
    }

    private void put(int row) {
        int slot = keys.hash(row) & (rows.length - 1);
        while (rows[slot] != NONE) {
            slot = (slot + 1) & (rows.length - 1);
        }
        rows[slot] = row;
    }

    private static int[] newRows(int length) {
        int[] rows = new int[length];
        Arrays.fill(rows, NONE);
        return rows;
    }
}
