/** Carries inbox and outbox over Kafka topics, and tells other programs what happened to returns, as canonical events. */
@NullMarked
package io.contraflow.bus;

import org.jspecify.annotations.NullMarked;
