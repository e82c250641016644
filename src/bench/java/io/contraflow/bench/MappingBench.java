package io.contraflow.bench;

import io.contraflow.mapping.Mappings;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/** A table of a million SKUs: how long it takes to load, what it holds in memory, how many look-ups a second. */
final class MappingBench {
    private static final int ROWS = Integer.getInteger("bench.rows", 1_000_000);
    private static final int LOOKUPS = 5_000_000;

    private MappingBench() {}

    static void run() throws Exception {
        Path folder = Files.createTempDirectory("contraflow-bench");
        Path file = folder.resolve("sku.csv");
        write(file, 1);
        long before = heap();
        long begin = System.nanoTime();
        Mappings mappings = Mappings.open(folder);
        double load = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                "sku table:      %d rows (%d MiB file), read in %.2f s, %d MiB of heap%n",
                mappings.table("sku").size(), Files.size(file) >> 20, load, (heap() - before) >> 20);
        lookups(mappings, LOOKUPS / 5);
        double alone = lookups(mappings, LOOKUPS);
        System.out.printf("look-ups:       %.1f million/s, half of them without a row%n", alone / 1e6);
        reload(mappings, file, alone);
        Files.delete(file);
        Files.delete(folder);
    }

    /** Looks up without a break while the file is replaced; no look-up may fail or see half a table. */
    private static void reload(Mappings mappings, Path file, double alone) throws Exception {
        write(file, 2);
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicLong done = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        Thread traffic = new Thread(() -> {
            Random random = new Random(3);
            while (running.get()) {
                int row = random.nextInt(ROWS);
                String item = mappings.find("sku", "SKU-" + row).orElse("");
                if (!item.equals(item(row, 1)) && !item.equals(item(row, 2))) {
                    wrong.incrementAndGet();
                }
                done.incrementAndGet();
            }
        });
        traffic.start();
        long begin = System.nanoTime();
        int findings = mappings.reload().size();
        double seconds = (System.nanoTime() - begin) / 1e9;
        running.set(false);
        traffic.join();
        System.out.printf(
                "reload:         %.2f s under traffic, %d findings, %d wrong answers, look-ups at %.2f of their speed alone%n",
                seconds, findings, wrong.get(), done.get() / seconds / alone);
    }

    private static double lookups(Mappings mappings, int count) {
        Random random = new Random(7);
        long found = 0;
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            found += mappings.find("sku", "SKU-" + random.nextInt(2 * ROWS)).isPresent() ? 1 : 0;
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (found == 0 || found == count) {
            throw new IllegalStateException("found " + found + " of " + count);
        }
        return count / seconds;
    }

    private static void write(Path file, int version) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("shop_sku,erp_item,description\n");
            for (int row = 0; row < ROWS; row++) {
                out.write("SKU-" + row + "," + item(row, version) + ",Article number " + row + "\n");
            }
        }
    }

    private static String item(int row, int version) {
        return Long.toString(1_000_000L * version + row);
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
