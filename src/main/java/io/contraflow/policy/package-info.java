/** Whether a return is accepted, what it costs and when the money goes back; every decision explained. */
@NullMarked
package io.contraflow.policy;

import org.jspecify.annotations.NullMarked;
