/** Wiring that belongs to no feature: clock, JSON, security, Camel, database, files. */
@NullMarked
package io.contraflow.system;

import org.jspecify.annotations.NullMarked;
