package io.contraflow.journal;

import org.jspecify.annotations.Nullable;

/** What is done with one entry. */
@FunctionalInterface
interface Work {
    /**
     * Does it.
     *
     * @param attempt learns what is asked of the other system
     * @return what came of it; null when nothing
     * @throws Exception the failure, which decides about the next try
     */
    @Nullable
    Object run(Entry entry, Attempt attempt) throws Exception;
}
