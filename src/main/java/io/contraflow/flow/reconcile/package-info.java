/** Compares our returns with what the connected systems hold, heals what is safe and shows people the rest. */
@NullMarked
package io.contraflow.flow.reconcile;

import org.jspecify.annotations.NullMarked;
