/** Copies of the embedded database, made while it is at work, and their way back. */
@NullMarked
package io.contraflow.backup;

import org.jspecify.annotations.NullMarked;
