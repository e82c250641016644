/** Happy Returns' partner API and webhooks. */
@NullMarked
package io.contraflow.connector.happyreturns;

import org.jspecify.annotations.NullMarked;
