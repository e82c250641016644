package io.contraflow.connector.mail;

import io.contraflow.connector.Connectors;
import io.contraflow.connector.TypeSettings;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Properties;
import org.springframework.stereotype.Component;

/** A mail server that mails are handed to. Routes call it as {@code mailServer}. */
@Component("mailServer")
class MailServer {
    private final Connectors connectors;
    private final TypeSettings settings;

    MailServer(Connectors connectors, TypeSettings settings) {
        this.connectors = connectors;
        this.settings = settings;
    }

    /**
     * Connects, logs in where there is a login, and goes again.
     *
     * @throws MessagingException if the server does not answer or refuses the login
     */
    public void greet(String connector) throws MessagingException {
        MailSettings server = settings.of(connector, MailSettings.class);
        String timeout =
                String.valueOf(connectors.connector(connector).timeout().toMillis());
        Properties properties = new Properties();
        properties.put("mail.smtp.connectiontimeout", timeout);
        properties.put("mail.smtp.timeout", timeout);
        properties.put("mail.smtp.auth", String.valueOf(!server.username().isEmpty()));
        try (Transport transport = Session.getInstance(properties).getTransport("smtp")) {
            // With a name it would log in, however empty that is.
            boolean isKnown = !server.username().isEmpty();
            transport.connect(
                    server.host(),
                    server.port(),
                    isKnown ? server.username() : null,
                    isKnown ? server.password() : null);
        }
    }
}
