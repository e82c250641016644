package io.contraflow.alert;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.alert.AlertSettings.Receiver;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Writes alerts in the form that a receiver reads. How the group stands is read when the message leaves, so that one
 * that had to wait tells the newest. Routes call it as {@code alertTexts}.
 */
@Component("alertTexts")
public class AlertTexts {
    private static final String JSON = "application/json";
    private static final String TOLD = "told";
    private final AlertGroups groups;
    private final AlertSettings settings;
    private final ObjectMapper json;
    private final Clock clock;
    private final String publicUrl;

    AlertTexts(
            AlertGroups groups,
            AlertSettings settings,
            ObjectMapper json,
            Clock clock,
            @Value("${contraflow.public-url}") URI publicUrl) {
        this.groups = groups;
        this.settings = settings;
        this.json = json;
        this.clock = clock;
        this.publicUrl = publicUrl.toString().replaceAll("/+$", "");
    }

    /** Makes the mail; the variable {@code told} says of how many exceptions it tells. */
    public void mail(AlertMessage message, Exchange exchange) {
        Alert alert = alert(message);
        Message mail = exchange.getMessage();
        mail.removeHeaders("*");
        mail.setHeader("From", settings.mail().from());
        mail.setHeader("To", settings.receiver(message.receiver()).to());
        mail.setHeader("Subject", "[Contraflow] " + headline(message, alert));
        // The same on every try, so that a mail that was sent twice can be recognised.
        mail.setHeader("Message-ID", "<" + message.id() + "@contraflow>");
        // Mail programs show the messages of one group as one conversation; robots do not answer.
        mail.setHeader("References", "<alert-" + alert.id() + "@contraflow>");
        mail.setHeader("Auto-Submitted", "auto-generated");
        mail.setBody(String.join("\n", lines(message, alert)) + "\n");
        exchange.setVariable(TOLD, alert.total());
    }

    /** Makes the HTTP request; the variable {@code told} says of how many exceptions it tells. */
    public void post(AlertMessage message, Exchange exchange) throws JsonProcessingException {
        Alert alert = alert(message);
        Receiver receiver = settings.receiver(message.receiver());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        byte[] body = json.writeValueAsBytes(
                switch (receiver.type()) {
                    case SLACK -> Map.of("text", slack(message, alert));
                    case TEAMS -> teams(message, alert);
                    case WEBHOOK -> webhook(message, alert, now);
                    case MAIL -> throw new IllegalArgumentException(message.receiver() + " is reached by mail");
                });
        Message request = exchange.getMessage();
        request.removeHeaders("*");
        request.setHeader(Exchange.HTTP_URI, receiver.url());
        request.setHeader(Exchange.HTTP_METHOD, "POST");
        request.setHeader(Exchange.CONTENT_TYPE, JSON);
        if (receiver.type() == AlertSettings.Type.WEBHOOK) {
            request.setHeader("X-Contraflow-Timestamp", now.toString());
            request.setHeader("X-Contraflow-Signature", "sha256=" + hmac(receiver.secret(), body));
        }
        request.setBody(body);
        exchange.setVariable(TOLD, alert.total());
    }

    /**
     * Reads what the receiver answered.
     *
     * @throws AlertRefused unless it is a 2xx
     */
    public void answer(Exchange exchange) {
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (status < 200 || status > 299) {
            throw new AlertRefused(status);
        }
    }

    private Alert alert(AlertMessage message) {
        return groups.find(message.alert())
                .orElseThrow(() -> new NoSuchElementException("there is no alert " + message.alert()));
    }

    private static String headline(AlertMessage message, Alert alert) {
        String what = alert.severity() + " " + alert.kind();
        if (message.step().equals(AlertMessage.ALL_CLEAR)) {
            return "Over: " + what;
        }
        String how = message.step().startsWith(AlertMessage.ESCALATION)
                ? "Nobody has taken this: "
                : message.step().startsWith(AlertMessage.UPDATE) ? "Still going on: " : "";
        return how + what + ", " + alert.open() + " open";
    }

    private List<String> lines(AlertMessage message, Alert alert) {
        List<String> lines = new ArrayList<>(List.of(alert.sentence(), ""));
        if (message.step().equals(AlertMessage.ALL_CLEAR)) {
            lines.add("None of them is open any more. It happened " + alert.total() + " times since " + alert.firstAt()
                    + ".");
            return lines;
        }
        lines.add("Open: " + alert.open() + ", happened " + alert.total() + " times since " + alert.firstAt() + ".");
        lines.add("Queue: " + alert.queue());
        if (alert.acknowledgedBy() != null) {
            lines.add("Taken since " + alert.acknowledgedAt() + ".");
        }
        lines.add("What to do: " + alert.action());
        lines.add("Look at it: " + link(alert));
        lines.add("Take it: POST " + publicUrl + "/api/alerts/" + alert.id() + "/acknowledge");
        return lines;
    }

    private String link(Alert alert) {
        String all = publicUrl + "/api/exceptions";
        return alert.open() == 1 && alert.example() != null
                ? all + "/" + alert.example()
                : all + "?state=OPEN&kind=" + alert.kind();
    }

    private String slack(AlertMessage message, Alert alert) {
        String text = "*" + headline(message, alert) + "*\n" + String.join("\n", lines(message, alert));
        // Otherwise a quoted text could address the whole channel.
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private Map<String, Object> teams(AlertMessage message, Alert alert) {
        List<Map<String, Object>> body = new ArrayList<>();
        body.add(paragraph(headline(message, alert), true));
        lines(message, alert).stream()
                .filter(line -> !line.isEmpty())
                .forEach(line -> body.add(paragraph(line, false)));
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.4");
        card.put("body", body);
        card.put("actions", List.of(Map.of("type", "Action.OpenUrl", "title", "Look at it", "url", link(alert))));
        return Map.of(
                "type",
                "message",
                "attachments",
                List.of(Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
    }

    /** Text runs are shown as they are, whereas a text block would take a quoted text for Markdown. */
    private static Map<String, Object> paragraph(String text, boolean isBold) {
        return Map.of(
                "type",
                "RichTextBlock",
                "inlines",
                List.of(Map.of("type", "TextRun", "text", text, "weight", isBold ? "bolder" : "default")));
    }

    private Map<String, Object> webhook(AlertMessage message, Alert alert, Instant now) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", message.id());
        body.put("timestamp", now);
        body.put("alert", alert.id());
        body.put("step", message.step());
        body.put("kind", alert.kind());
        body.put("severity", alert.severity());
        body.put("queue", alert.queue());
        body.put("sentence", alert.sentence());
        body.put("action", alert.action());
        body.put("open", alert.open());
        body.put("total", alert.total());
        body.put("firstAt", alert.firstAt());
        body.put("lastAt", alert.lastAt());
        body.put("isAcknowledged", alert.acknowledgedAt() != null);
        body.put("link", link(alert));
        return body;
    }

    private static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
