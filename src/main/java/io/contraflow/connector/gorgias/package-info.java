/** Gorgias' REST API. */
@NullMarked
package io.contraflow.connector.gorgias;

import org.jspecify.annotations.NullMarked;
