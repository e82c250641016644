/** A simulated Gorgias: tickets, messages, customers, custom fields, tags and HTTP integrations. */
@NullMarked
package io.contraflow.sandbox.gorgias;

import org.jspecify.annotations.NullMarked;
