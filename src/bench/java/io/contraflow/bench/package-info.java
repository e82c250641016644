/** Benchmarks: how much a machine takes, measured against the least that could do the same. */
@NullMarked
package io.contraflow.bench;

import org.jspecify.annotations.NullMarked;
