/** What only mail servers need. */
@org.jspecify.annotations.NullMarked
package io.contraflow.connector.mail;
