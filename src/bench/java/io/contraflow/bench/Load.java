package io.contraflow.bench;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Clients that post as fast as they are answered. */
final class Load {
    /** One request of one client. */
    interface Request {
        int send(Line line) throws Exception;
    }

    /**
     * What came of a round.
     *
     * @param nanos time from the first request to the last answer
     * @param times of each request, in nanoseconds, ascending
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Round(long nanos, long[] times) {
        double perSecond() {
            return times.length * 1e9 / nanos;
        }

        double millis(double share) {
            return times[(int) Math.min(times.length - 1, Math.round(share * times.length))] / 1e6;
        }

        static Round of(List<Round> rounds) {
            long nanos = rounds.stream().mapToLong(Round::nanos).sum();
            long[] times = rounds.stream()
                    .flatMapToLong(round -> Arrays.stream(round.times))
                    .sorted()
                    .toArray();
            return new Round(nanos, times);
        }

        @Override
        public String toString() {
            return String.format(
                    "%6.0f req/s, p50 %6.1f ms, p99 %6.1f ms (%d requests)",
                    perSecond(), millis(0.5), millis(0.99), times.length);
        }
    }

    private Load() {}

    static Round run(URI address, int clients, int requests, Request request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            List<Future<long[]>> all = new ArrayList<>();
            long begin = System.nanoTime();
            for (int i = 0; i < clients; i++) {
                all.add(threads.submit(() -> client(address, requests / clients, request)));
            }
            List<long[]> times = new ArrayList<>();
            for (Future<long[]> one : all) {
                times.add(one.get());
            }
            long nanos = System.nanoTime() - begin;
            return new Round(
                    nanos, times.stream().flatMapToLong(Arrays::stream).sorted().toArray());
        } finally {
            threads.shutdownNow();
        }
    }

    private static long[] client(URI address, int requests, Request request) throws Exception {
        long[] times = new long[requests];
        try (Line line = new Line(address)) {
            for (int i = 0; i < requests; i++) {
                long begin = System.nanoTime();
                int status = request.send(line);
                times[i] = System.nanoTime() - begin;
                if (status != 202) {
                    throw new IllegalStateException("answered " + status);
                }
            }
        }
        return times;
    }
}
