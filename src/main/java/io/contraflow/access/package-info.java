/** Who may log in besides those of the settings: people with a password, programs with a token. */
@NullMarked
package io.contraflow.access;

import org.jspecify.annotations.NullMarked;
