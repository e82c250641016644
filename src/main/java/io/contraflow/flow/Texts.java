package io.contraflow.flow;

import com.samskivert.mustache.Template;
import io.contraflow.journal.Attempt;
import io.contraflow.model.Resolution;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.web.util.HtmlUtils;

/**
 * Writes mails and notes from the {@link Templates}. The first line of a mail is its subject. Routes call it as
 * {@code texts}.
 */
@Component("texts")
class Texts {
    private final Templates templates;
    private final Channels channels;

    Texts(@Value("${contraflow.templates-dir}") Path folder, Channels channels) {
        this.templates = new Templates(folder);
        this.channels = channels;
    }

    /** The internal note that the delivery's parameter {@code text} names. */
    public Map<String, Object> note(Map<String, Object> delivery) {
        String text = templates.note(parameter(delivery, "text")).execute(facts(delivery));
        return Map.of("text", text, "html", html(text));
    }

    /**
     * The mail that the delivery's parameter {@code template} names, in the customer's language; empty when the shop
     * knows no address.
     */
    public Map<String, Object> mail(Map<String, Object> delivery) {
        if (text(delivery, "return", "order", "customer", "email").isBlank()) {
            return Map.of();
        }
        String[] parts = mailTemplate(delivery).execute(facts(delivery)).split("\\R", 2);
        String text = parts.length == 2 ? parts[1].strip() + "\n" : "";
        return Map.of("subject", parts[0].strip(), "text", text, "html", html(text));
    }

    /** Makes the mail message of what {@link #mail} gave. */
    public void address(@Body Map<String, Object> mail, Exchange exchange) {
        Map<?, ?> delivery = exchange.getVariable("delivery", Map.class);
        Attempt.asks(exchange, mail);
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader("From", text(delivery, "channel", "sender"));
        message.setHeader("To", text(delivery, "return", "order", "customer", "email"));
        message.setHeader("Subject", mail.get("subject"));
        // The same on every try, so that a mail that was sent twice can be recognised.
        message.setHeader("Message-ID", "<" + text(delivery, "delivery", "id") + "@contraflow>");
        message.setBody(mail.get("text"));
    }

    private Template mailTemplate(Map<String, Object> delivery) {
        return templates.mail(
                parameter(delivery, "template"),
                List.of(
                        text(delivery, "return", "order", "locale"),
                        channels.channel(text(delivery, "channel", "name")).locale()));
    }

    /** What templates can say; names only, no logic. */
    private static Map<String, Object> facts(Map<String, Object> delivery) {
        Map<String, Object> facts = new LinkedHashMap<>(delivery);
        facts.put("rma", text(delivery, "return", "number"));
        facts.put("order", text(delivery, "return", "order", "name"));
        facts.put("name", text(delivery, "return", "order", "customer", "name"));
        facts.put("status", text(delivery, "return", "status"));
        facts.put("reason", text(delivery, "return", "decision", "reason"));
        String person = text(delivery, "args", "reason");
        facts.put("customerReason", person.isEmpty() ? text(delivery, "return", "decision", "customerReason") : person);
        // What the shop did is what the customer sees; before that, what is due.
        String moved = text(delivery, "return", "money", "shopRefund", "amount");
        facts.put(
                "refund",
                moved.isEmpty()
                        ? money(delivery, "refund")
                        : moved + " " + text(delivery, "return", "money", "shopRefund", "currency"));
        facts.put("goods", money(delivery, "goods"));
        facts.put("shipping", money(delivery, "shipping"));
        facts.put("restockingFee", money(delivery, "restockingFee"));
        facts.put("labelFee", money(delivery, "labelFee"));
        facts.put("bonus", money(delivery, "bonus"));
        facts.put("storeCredit", money(delivery, "storeCredit"));
        facts.put("exchanged", money(delivery, "exchanged"));
        facts.put("giftCard", money(delivery, "giftCard"));
        facts.put("deductions", deductions(delivery));
        facts.put("owed", money(delivery, "owed"));
        facts.put("sends", at(delivery, "goods"));
        facts.put("repairWithin", repairWithin(delivery));
        facts.put("replaced", isReplaced(delivery));
        facts.put("code", text(delivery, "return", "label", "code"));
        facts.put("link", text(delivery, "return", "label", "url"));
        facts.put("lines", at(delivery, "return", "lines"));
        facts.put("lots", at(delivery, "args", "lots"));
        return facts;
    }

    private static List<Map<String, String>> deductions(Map<?, ?> delivery) {
        return each(delivery, "return", "settlement", "deductions")
                .map(one -> Map.of(
                        "words", text(one, "words"),
                        "grade", text(one, "grade"),
                        "amount", text(one, "amount", "amount") + " " + text(one, "amount", "currency")))
                .toList();
    }

    /** The most days that the policy gives a repair; empty when it names no end. */
    private static String repairWithin(Map<?, ?> delivery) {
        return each(delivery, "return", "decision", "terms", "offers")
                .map(offer -> text(offer, "withinDays"))
                .filter(days -> !days.isEmpty())
                .max(Comparator.comparingInt(Integer::parseInt))
                .orElse("");
    }

    /** Whether goods go out for a line of which the customer asked for a repair. */
    private static boolean isReplaced(Map<?, ?> delivery) {
        Set<String> asked = each(delivery, "return", "lines")
                .filter(line -> Resolution.REPAIR.name().equals(text(line, "resolution")))
                .map(line -> text(line, "id"))
                .collect(Collectors.toSet());
        return each(delivery, "goods")
                .anyMatch(goods -> goods.get("lines") instanceof List<?> lines
                        && lines.stream().anyMatch(asked::contains));
    }

    private static Stream<Map<?, ?>> each(Map<?, ?> document, String... path) {
        return at(document, path) instanceof List<?> all ? all.stream().map(one -> (Map<?, ?>) one) : Stream.of();
    }

    /** Empty when there is none or it is nothing, so that a section in the template stays away. */
    private static String money(Map<?, ?> delivery, String what) {
        String amount = text(delivery, "return", "settlement", what, "amount");
        return amount.isEmpty() || amount.matches("0([.]0+)?")
                ? ""
                : amount + " " + text(delivery, "return", "settlement", what, "currency");
    }

    private static String html(String text) {
        return HtmlUtils.htmlEscape(text.strip()).replace("\n", "<br>");
    }

    private static String parameter(Map<String, Object> delivery, String name) {
        String value = text(delivery, "params", name);
        if (!value.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException(
                    "the route must give the parameter " + name + ", such as " + name + ": approved");
        }
        return value;
    }

    private static String text(Map<?, ?> document, String... path) {
        Object found = at(document, path);
        return found == null ? "" : found.toString();
    }

    private static @Nullable Object at(Map<?, ?> document, String... path) {
        Object here = document;
        for (String key : path) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return here;
    }
}
