/** The words of the trade: returns, orders, money, events; plain records that know nobody. */
@NullMarked
package io.contraflow.model;

import org.jspecify.annotations.NullMarked;
