package io.contraflow.sandbox.mail;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.contraflow.sandbox.Mails;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An SMTP server on 127.0.0.1 that takes mail for anybody from anybody and keeps it with all other mails. */
public final class SmtpServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SmtpServer.class);
    private static final long START_PATIENCE_MILLIS = 10_000;

    private final GreenMail server;

    private SmtpServer(GreenMail server) {
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param port 0 for any free one
     * @param mails where arriving mails are kept
     */
    public static SmtpServer start(int port, Mails mails) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        setup.setServerStartupTimeout(START_PATIENCE_MILLIS);
        GreenMail server = new GreenMail(setup);
        server.getUserManager()
                .setMessageDeliveryHandler((message, recipient) ->
                        new Recipient(recipient.getEmail(), arrived -> keep(arrived, recipient, mails)));
        server.start();
        return new SmtpServer(server);
    }

    /** The port it listens on. */
    public int port() {
        return server.getSmtp().getPort();
    }

    @Override
    public void close() {
        server.stop();
    }

    private static void keep(MovingMessage message, MailAddress recipient, Mails mails) {
        try {
            MailAddress sender = message.getReturnPath();
            mails.keep(MailParts.read(
                    message.getMessage(),
                    sender == null ? "" : sender.getEmail(),
                    recipient.getEmail(),
                    Instant.now()));
        } catch (MessagingException | IOException e) {
            LOG.warn("A mail to {} could not be read", recipient.getEmail(), e);
        }
    }
}
