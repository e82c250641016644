package io.contraflow.sandbox.mail;

import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.internet.MimeMessage;
import java.util.function.Consumer;

/** Whoever a mail is addressed to. GreenMail's own users keep every mail in an IMAP store without bound; this one hands it on. */
record Recipient(String address, Consumer<MovingMessage> inbox) implements GreenMailUser {

    @Override
    public void deliver(MovingMessage message) {
        inbox.accept(message);
    }

    @Override
    public void deliver(MimeMessage message) {
        MovingMessage moving = new MovingMessage();
        moving.setMimeMessage(message);
        inbox.accept(moving);
    }

    @Override
    public String getEmail() {
        return address;
    }

    @Override
    public String getLogin() {
        return address;
    }

    @Override
    public void create() {
        // Nothing to prepare: anybody may receive mail.
    }

    @Override
    public void delete() {
        // Nothing is kept here.
    }

    @Override
    public String getPassword() {
        return "";
    }

    @Override
    public void setPassword(String password) {
        throw new UnsupportedOperationException("A sandbox mailbox has no password");
    }

    @Override
    public void authenticate(String password) {
        // Anybody is let in.
    }

    @Override
    public String getQualifiedMailboxName() {
        return address;
    }
}
