/** Proves who sent a webhook and answers the sender. */
@NullMarked
package io.contraflow.ingress;

import org.jspecify.annotations.NullMarked;
