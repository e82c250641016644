/** What an event does to a return: one pure function over one transition table. */
@NullMarked
package io.contraflow.lifecycle;

import org.jspecify.annotations.NullMarked;
