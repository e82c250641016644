/** Translates between our words and theirs: tables and JSONata files, reloaded while running. */
@NullMarked
package io.contraflow.mapping;

import org.jspecify.annotations.NullMarked;
