/** The durable inbox and outbox, as Camel endpoints. */
@NullMarked
package io.contraflow.journal;

import org.jspecify.annotations.NullMarked;
