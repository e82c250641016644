/** The REST API for programs and operators. */
@NullMarked
package io.contraflow.api;

import org.jspecify.annotations.NullMarked;
