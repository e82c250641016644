package io.contraflow.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The cells of one column, as bytes one after the other: a million rows cost no object each. */
final class Column {
    private byte[] bytes = new byte[256];
    /** Where each cell ends. */
    private int[] ends = new int[64];

    private int size;

    void add(String cell) {
        byte[] utf8 = cell.getBytes(StandardCharsets.UTF_8);
        int begin = begin(size);
        int end = Math.addExact(begin, utf8.length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(end, bytes.length + (bytes.length >> 1)));
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, size + (size >> 1));
        }
        System.arraycopy(utf8, 0, bytes, begin, utf8.length);
        ends[size++] = end;
    }

    /** Gives back what was reserved for more cells. */
    void trim() {
        bytes = Arrays.copyOf(bytes, begin(size));
        ends = Arrays.copyOf(ends, size);
    }

    String get(int row) {
        int begin = begin(row);
        return new String(bytes, begin, ends[row] - begin, StandardCharsets.UTF_8);
    }

    boolean holds(int row, byte[] utf8) {
        int begin = begin(row);
        return Arrays.equals(bytes, begin, ends[row], utf8, 0, utf8.length);
    }

    int hash(int row) {
        return hash(bytes, begin(row), ends[row]);
    }

    static int hash(byte[] bytes, int begin, int end) {
        int hash = 1;
        for (int i = begin; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        // Keys that count up differ in their last bytes only; this spreads them over the whole index.
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }

    int size() {
        return size;
    }

    private int begin(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }
}
