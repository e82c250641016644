/** Plays customers, staff, parcels and the warehouse: whole stories by script, or single steps by hand. */
@NullMarked
package io.contraflow.sandbox.scenario;

import org.jspecify.annotations.NullMarked;
