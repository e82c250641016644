/** What runs by the clock: when it ran, how it ended, when it runs next. */
@NullMarked
package io.contraflow.flow.schedule;

import org.jspecify.annotations.NullMarked;
