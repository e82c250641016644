/** Shopify's Admin GraphQL API and webhooks. */
@NullMarked
package io.contraflow.connector.shopify;

import org.jspecify.annotations.NullMarked;
