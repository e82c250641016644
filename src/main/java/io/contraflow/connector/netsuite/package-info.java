/** NetSuite's SuiteTalk REST API and SuiteQL. */
@NullMarked
package io.contraflow.connector.netsuite;

import org.jspecify.annotations.NullMarked;
