/** The simulated shop: Shopify's Admin GraphQL API 2026-10 as far as returns need it, with its refusals, costs and webhooks. */
@NullMarked
package io.contraflow.sandbox.shopify;

import org.jspecify.annotations.NullMarked;
