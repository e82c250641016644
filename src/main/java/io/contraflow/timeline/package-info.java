/** The append-only history of each return. */
@NullMarked
package io.contraflow.timeline;

import org.jspecify.annotations.NullMarked;
