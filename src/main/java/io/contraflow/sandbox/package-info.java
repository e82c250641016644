/** The four simulated systems, a program of its own that shares no class with the orchestrator. */
@NullMarked
package io.contraflow.sandbox;

import org.jspecify.annotations.NullMarked;
