/** Compares what shop and ERP sell with the table that maps one to the other. */
@NullMarked
package io.contraflow.flow.catalogue;

import org.jspecify.annotations.NullMarked;
