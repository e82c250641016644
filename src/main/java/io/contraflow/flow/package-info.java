/** Turns events into consequences in one transaction, and the operations that go with it. */
@NullMarked
package io.contraflow.flow;

import org.jspecify.annotations.NullMarked;
