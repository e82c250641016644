package io.contraflow.mapping;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JSONata expression that any number of threads may use at once. A compiled expression of the library mixes up the
 * data of two threads without a sign, so each evaluation borrows an instance of its own.
 */
public final class Expression {

    /** Longest time for one evaluation, in milliseconds. */
    static final long LONGEST_MILLIS = 2_000;

    /** Deepest nesting of one evaluation; well inside the stack of an ordinary thread. */
    static final int DEEPEST = 200;

    private static final int IDLE_INSTANCES = 16;

    private final String source;
    private final String where;
    private final ArrayBlockingQueue<Jsonata> idle = new ArrayBlockingQueue<>(IDLE_INSTANCES);

    private Expression(String source, String where) {
        this.source = source;
        this.where = where;
        idle.add(instance());
    }

    /**
     * Compiles the source.
     *
     * @param where file or rule that it stands in, for messages
     * @throws ExpressionFailed if it is not JSONata
     */
    public static Expression compile(String source, String where) {
        return new Expression(source, where);
    }

    /**
     * The answer as plain maps, lists, strings, numbers and booleans; numbers that are only moved keep their exact value
     * and type.
     *
     * @param input maps, lists and scalars
     * @param bindings values by name without the {@code $}
     * @return null when the expression finds nothing
     * @throws ExpressionFailed if it fails, takes too long or answers a function
     */
    public @Nullable Object evaluate(@Nullable Object input, Map<String, ?> bindings) {
        return evaluate(input, bindings, null);
    }

    /**
     * Whether the expression holds; one that finds nothing, such as a comparison with a missing field, does not.
     *
     * @throws ExpressionFailed also if the answer is neither true nor false
     */
    public boolean holds(Object input, Map<String, ?> bindings) {
        Object answer = evaluate(input, bindings);
        if (answer == null || answer instanceof Boolean) {
            return Boolean.TRUE.equals(answer);
        }
        throw new ExpressionFailed(where, 0, "must be true or false, but is " + kind(answer), null, false);
    }

    /** Like {@link #evaluate(Object, Map)}, with {@code $table} and {@code $row} over the given tables. */
    @Nullable
    Object evaluate(@Nullable Object input, Map<String, ?> bindings, @Nullable TableFunctions tables) {
        Jsonata lent = idle.poll();
        Jsonata jsonata = lent == null ? instance() : lent;
        Jsonata.Frame frame = jsonata.createFrame();
        long begin = System.nanoTime();
        bound(frame, begin);
        bindings.forEach(frame::bind);
        if (tables != null) {
            tables.bindTo(frame);
        }
        Object answer = run(jsonata, input, frame, tables, begin);
        // Only after success: a failed evaluation may leave something behind in the instance.
        idle.offer(jsonata);
        return plain(answer);
    }

    /**
     * The library has bounds of its own, but they miss the end of what stands in objects and so take a long list for a deep
     * nesting.
     */
    private static void bound(Jsonata.Frame frame, long begin) {
        int[] depth = {0};
        frame.setEvaluateEntryCallback((symbol, input, at) -> {
            depth[0]++;
            if (depth[0] > DEEPEST) {
                throw new JException("is nested deeper than " + DEEPEST, -1);
            }
            if (System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS)) {
                throw new JException("takes longer than " + LONGEST_MILLIS + " ms", -1);
            }
        });
        frame.setEvaluateExitCallback((symbol, input, at, result) -> depth[0]--);
    }

    /** Says what it is without repeating what a customer may have written. */
    private static String kind(Object answer) {
        if (answer instanceof Number) {
            return answer.toString();
        }
        return answer instanceof String ? "a text" : "a list or an object";
    }

    private @Nullable Object run(
            Jsonata jsonata, @Nullable Object input, Jsonata.Frame frame, @Nullable TableFunctions tables, long begin) {
        try {
            return jsonata.evaluate(input, frame);
        } catch (RuntimeException | StackOverflowError failure) {
            RuntimeException ours = tables == null ? null : tables.failure();
            boolean tookTooLong = System.nanoTime() - begin >= TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
            throw ours == null ? failed(failure, tookTooLong) : ours;
        }
    }

    private Jsonata instance() {
        try {
            return Jsonata.jsonata(source);
        } catch (RuntimeException | StackOverflowError failure) {
            throw failed(failure, false);
        }
    }

    private ExpressionFailed failed(Throwable failure, boolean tookTooLong) {
        if (failure instanceof JException inJsonata) {
            String what = String.valueOf(inJsonata.getMessage())
                    .replace("JSONataException ", "")
                    .replace(" {{token}}", "");
            return new ExpressionFailed(where, lineOf(inJsonata.getLocation()), what, failure, tookTooLong);
        }
        String what =
                failure instanceof StackOverflowError ? "nested too deeply" : String.valueOf(failure.getMessage());
        return new ExpressionFailed(where, 0, what, failure, tookTooLong);
    }

    private int lineOf(int offset) {
        if (offset < 0) {
            return 0;
        }
        return 1
                + (int) source.substring(0, Math.min(offset, source.length()))
                        .chars()
                        .filter(character -> character == '\n')
                        .count();
    }

    private @Nullable Object plain(@Nullable Object value) {
        if (value == null || value == Jsonata.NULL_VALUE) {
            return null;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, member) -> copy.put(key, plain(member)));
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>(list.size());
            list.forEach(member -> copy.add(plain(member)));
            return copy;
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw new ExpressionFailed(where, 0, "answers a function where data is expected", null, false);
    }

    @Override
    public String toString() {
        return source;
    }
}
