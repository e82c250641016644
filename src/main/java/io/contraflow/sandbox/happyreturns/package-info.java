/** A simulated Happy Returns: headless returns, drop-off, hub, inspection and signed shipping notices. */
@NullMarked
package io.contraflow.sandbox.happyreturns;

import org.jspecify.annotations.NullMarked;
