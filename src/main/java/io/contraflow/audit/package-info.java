/** Who did what: every action of people and programs, in a chain of hashes that shows whether it was touched afterwards. */
@NullMarked
package io.contraflow.audit;

import org.jspecify.annotations.NullMarked;
