package io.contraflow.sandbox.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.sandbox.Sandbox;
import io.contraflow.sandbox.SandboxOptions;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SmtpServerTest {
    private static Sandbox sandbox;

    @BeforeAll
    static void start() {
        sandbox = Sandbox.start(new SandboxOptions(0, URI.create("http://127.0.0.1:1"), "sandbox-secret", 60, 0));
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void showsAPlainMailToAnybodyWhoWasNeverSetUp() throws Exception {
        MimeMessage mail = mail("nobody@example.test");
        mail.setText("Ihre Rücksendung ist da.", "UTF-8");
        Transport.send(mail);
        JsonNode shown = mails("nobody@example.test").path(0);
        assertThat(shown.path("from").asText()).isEqualTo("shop@contraflow.test");
        assertThat(shown.path("subject").asText()).isEqualTo("Rückgabe angekommen");
        assertThat(shown.path("text").asText()).isEqualToIgnoringNewLines("Ihre Rücksendung ist da.");
        assertThat(shown.path("html").isNull() || shown.path("html").isMissingNode())
                .isTrue();
    }

    @Test
    void showsBothPartsOfAnAlternativeMail() throws Exception {
        MimeMessage mail = mail("both@example.test");
        MimeMultipart parts = new MimeMultipart("alternative");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("plain");
        parts.addBodyPart(text);
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<p>rich</p>", "text/html; charset=utf-8");
        parts.addBodyPart(html);
        mail.setContent(parts);
        Transport.send(mail);
        JsonNode shown = mails("BOTH@example.test").path(0);
        assertThat(shown.path("text").asText()).isEqualTo("plain");
        assertThat(shown.path("html").asText()).isEqualTo("<p>rich</p>");
    }

    private static MimeMessage mail(String to) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", String.valueOf(sandbox.smtpPort()));
        MimeMessage mail = new MimeMessage(Session.getInstance(properties));
        mail.setFrom(new InternetAddress("shop@contraflow.test"));
        mail.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        mail.setSubject("Rückgabe angekommen", "UTF-8");
        return mail;
    }

    private static JsonNode mails(String to) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.uri() + "/sandbox/mails?to=" + to))
                .build();
        return new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofString())
                        .body());
    }
}
