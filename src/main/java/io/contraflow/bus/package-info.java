/** Tells other programs what happened to returns, as canonical events on a Kafka topic. */
@NullMarked
package io.contraflow.bus;

import org.jspecify.annotations.NullMarked;
