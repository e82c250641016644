package io.contraflow.flow;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.Entry;
import io.contraflow.journal.JournalVariables;
import io.contraflow.journal.NotYet;
import io.contraflow.journal.Waiting;
import io.contraflow.mapping.ExpressionFailed;
import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.Unmapped;
import io.contraflow.model.Money;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Runs the mappings for routes, which call it as {@code mapper}. A mapping reads the delivery or the event as its root,
 * the message body as {@code $answer}, what a route kept by its variable's name, what this connector calls the return as
 * {@code $ref}, and the connector's {@code values} from
 * the configuration as {@code $values}.
 */
@Component("mapper")
public class Mapper {
    /** The variable with what a mapping reads. */
    static final String ROOT = "delivery";

    private static final int MOST_DIGITS = 100;
    private final Mappings mappings;
    private final Channels channels;
    private final ObjectMapper json;
    private final Binder binder;
    private final Map<String, Map<String, String>> values = new ConcurrentHashMap<>();

    Mapper(Mappings mappings, Channels channels, ObjectMapper json, Environment environment) {
        this.mappings = mappings;
        this.channels = channels;
        this.json = json;
        this.binder = Binder.get(environment);
    }

    /** Reads the event in the body, so that the mappings that follow have it as their root. */
    public void open(Exchange exchange) {
        Entry entry = exchange.getVariable(JournalVariables.ENTRY, Entry.class);
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("topic", entry.topic());
        root.put("key", entry.key());
        root.put("connector", entry.connector());
        channels.ofShop(entry.connector()).ifPresent(channel -> root.put("channel", channel));
        try {
            root.put("event", json.readValue(entry.payload(), Object.class));
        } catch (IOException e) {
            throw DeliveryFailed.rejected(ExceptionKind.BAD_PAYLOAD, "the event is not JSON");
        }
        exchange.setVariable(ROOT, root);
        exchange.getMessage().setBody(root);
    }

    /**
     * Runs a mapping.
     *
     * @param name its path below {@code mappings/}, such as {@code netsuite/authorize-return}
     * @return what it gives; an empty map when it gives nothing
     */
    public Object map(String name, Exchange exchange) {
        Object root = exchange.getVariable(ROOT);
        if (root == null) {
            throw new IllegalStateException("the return of this delivery is gone");
        }
        Map<String, Object> bindings = new HashMap<>(exchange.getVariables());
        bindings.remove(ROOT);
        bindings.values().removeIf(value -> !isData(value));
        Object body = exchange.getMessage().getBody();
        if (isData(body)) {
            bindings.put("answer", body);
        }
        String connector = exchange.getVariable(JournalVariables.CONNECTOR, String.class);
        if (root instanceof Map<?, ?> map && map.get("refs") instanceof Map<?, ?> refs) {
            Object ref = refs.get(connector);
            bindings.put("ref", ref == null ? Map.of() : ref);
        }
        bindings.put("values", values.computeIfAbsent(String.valueOf(connector), this::valuesOf));
        bindings.put("add", exact(BigDecimal::add));
        bindings.put("subtract", exact(BigDecimal::subtract));
        bindings.put(
                "money",
                new Jsonata.JFunction((input, arguments) -> money(text(arguments, 0), text(arguments, 1)), null));
        bindings.put("orEmpty", new Jsonata.JFunction((input, arguments) -> text(arguments, 0), null));
        bindings.put("later", new Jsonata.JFunction(Mapper::later, null));
        Object result = run(name, root, bindings);
        return result == null ? Map.of() : result;
    }

    private @Nullable Object run(String name, Object root, Map<String, Object> bindings) {
        try {
            return mappings.apply(name, root, bindings);
        } catch (Unmapped e) {
            ExceptionKind kind = e.table().equals("sku") ? ExceptionKind.UNMAPPED_SKU : ExceptionKind.UNMAPPED_STATUS;
            throw new Waiting(
                    kind, e.table() + "/" + e.key(), e.getMessage() + " Add it to mappings/" + e.table() + ".csv.");
        } catch (ExpressionFailed e) {
            if (e.tookTooLong()) {
                throw e;
            }
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof NotYet early) {
                    throw early;
                }
            }
            throw DeliveryFailed.rejected(ExceptionKind.BAD_PAYLOAD, String.valueOf(e.getMessage()));
        }
    }

    private Map<String, String> valuesOf(String connector) {
        return binder.bind("contraflow.connectors." + connector + ".values", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of());
    }

    private static boolean isData(@Nullable Object value) {
        return value instanceof Map
                || value instanceof List
                || value instanceof String
                || value instanceof Number
                || value instanceof Boolean;
    }

    /** JSONata calculates in floating point; money must not. Takes and gives decimal text. */
    private static Jsonata.JFunction exact(java.util.function.BinaryOperator<BigDecimal> operation) {
        return new Jsonata.JFunction(
                (input, arguments) -> operation
                        .apply(decimal(arguments, 0), decimal(arguments, 1))
                        .toPlainString(),
                null);
    }

    /** {@code $orEmpty(x)}: the text, empty when there is none; JSON's null included. */
    private static String text(@Nullable List<?> arguments, int index) {
        Object value = arguments == null || index >= arguments.size() ? null : arguments.get(index);
        return isData(value) ? String.valueOf(value) : "";
    }

    /** {@code $money(amount, currency)}: as people read it; what is no amount in that currency stays as it came. */
    static String money(String amount, String currency) {
        try {
            return Money.of(amount, currency).toString();
        } catch (IllegalArgumentException | ArithmeticException unusual) {
            return (amount + " " + currency).strip();
        }
    }

    /** {@code $later(why)}: sends the step back, to be tried again. */
    private static @Nullable Object later(@Nullable Object input, @Nullable List<?> arguments) {
        throw new NotYet(text(arguments, 0));
    }

    private static BigDecimal decimal(@Nullable List<?> arguments, int index) {
        Object value = arguments == null || index >= arguments.size() ? null : arguments.get(index);
        if (value == null) {
            return BigDecimal.ZERO;
        }
        String text = value.toString();
        BigDecimal number = text.length() > MOST_DIGITS ? null : new BigDecimal(text);
        // 1e999999999 is short to write and takes all memory to add to.
        if (number == null || Math.abs((long) number.scale()) > MOST_DIGITS) {
            throw new ArithmeticException("an amount with so many digits is none");
        }
        return number;
    }
}
