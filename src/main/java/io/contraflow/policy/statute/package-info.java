/** What the law of the customer's country says about a return: periods, what may not be taken, when the money is due. */
@NullMarked
package io.contraflow.policy.statute;

import org.jspecify.annotations.NullMarked;
