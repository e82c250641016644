/** Pages for people: what happens, what is wrong, and what they may do about it. On the same services as the API. */
@NullMarked
package io.contraflow.console;

import org.jspecify.annotations.NullMarked;
