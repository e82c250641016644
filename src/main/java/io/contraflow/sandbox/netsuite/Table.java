package io.contraflow.sandbox.netsuite;

import java.util.Collection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A table that SuiteQL can read.
 *
 * @param <R> what stands for a row
 */
interface Table<R> {

    Set<String> columns();

    /** Rows that may meet the condition, as few as an index can tell, in no particular order. */
    Collection<R> candidates(Query.@Nullable Condition where);

    /** A text, number or instant; null where the row has none. */
    @Nullable
    Object value(R row, String column);

    /** What people read instead of the key. */
    @Nullable
    String display(R row, String column);
}
