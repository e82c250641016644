package io.contraflow.sandbox.mail;

import io.contraflow.sandbox.Mails.Mail;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes a MIME message apart into what a reader sees. */
final class MailParts {

    private @Nullable String text;
    private @Nullable String html;

    private MailParts() {}

    static Mail read(MimeMessage message, String envelopeSender, String recipient, Instant at)
            throws MessagingException, IOException {
        MailParts parts = new MailParts();
        parts.collect(message);
        return new Mail(
                sender(message, envelopeSender),
                recipient,
                Objects.requireNonNullElse(message.getSubject(), ""),
                at,
                Objects.requireNonNullElse(parts.text, ""),
                parts.html);
    }

    private static String sender(MimeMessage message, String envelopeSender) throws MessagingException {
        Address[] from = message.getFrom();
        if (from == null || from.length == 0) {
            return envelopeSender;
        }
        return from[0] instanceof InternetAddress address ? address.getAddress() : from[0].toString();
    }

    private void collect(Part part) throws MessagingException, IOException {
        if (part.isMimeType("multipart/*")) {
            Multipart multipart = (Multipart) part.getContent();
            for (int i = 0; i < multipart.getCount(); i++) {
                BodyPart child = multipart.getBodyPart(i);
                collect(child);
            }
        } else if (part.isMimeType("text/html") && html == null) {
            html = part.getContent().toString();
        } else if (part.isMimeType("text/plain") && text == null) {
            text = part.getContent().toString();
        }
    }
}
