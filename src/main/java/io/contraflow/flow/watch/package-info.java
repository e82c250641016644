/** Notices what does not move on, and says what it waits for. */
@NullMarked
package io.contraflow.flow.watch;

import org.jspecify.annotations.NullMarked;
