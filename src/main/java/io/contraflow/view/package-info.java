/** Filters of lists under a name, which people keep for themselves or share with all. */
@NullMarked
package io.contraflow.view;

import org.jspecify.annotations.NullMarked;
