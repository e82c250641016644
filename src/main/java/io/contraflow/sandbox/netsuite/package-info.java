/** A simulated NetSuite: SuiteTalk REST records, SuiteQL, and both ways to sign in. */
@NullMarked
package io.contraflow.sandbox.netsuite;

import org.jspecify.annotations.NullMarked;
