/** Configured instances of connector types, and what all types share. */
@NullMarked
package io.contraflow.connector;

import org.jspecify.annotations.NullMarked;
