/** Contraflow, an orchestrator for e-commerce returns. */
@NullMarked
package io.contraflow;

import org.jspecify.annotations.NullMarked;
