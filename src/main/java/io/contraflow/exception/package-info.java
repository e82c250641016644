/** What a person must look at, with context and what can be done. */
@NullMarked
package io.contraflow.exception;

import org.jspecify.annotations.NullMarked;
