/** The mailbox of everybody in the sandbox: a real SMTP server whose mails can be read over HTTP. */
@NullMarked
package io.contraflow.sandbox.mail;

import org.jspecify.annotations.NullMarked;
