package io.contraflow.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How the systems are told to misbehave. */
public final class Faults {
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private final AtomicLong last = new AtomicLong();

    /** What goes wrong; all but {@code LOST_ANSWER}, {@code ERROR_AFTER} and {@code HOLD_ANSWER} act before the call has any effect. */
    public enum Kind {
        LATENCY,
        STATUS,
        TIMEOUT,
        THROTTLE,
        CUT,
        LOST_ANSWER,
        ERROR_AFTER,
        HOLD_ANSWER,
        WEBHOOK_DUPLICATE,
        WEBHOOK_DELAY,
        WEBHOOK_REORDER,
        WEBHOOK_DROP,
        WEBHOOK_BAD_SIGNATURE;

        static Kind parse(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("Unknown kind of fault: " + name));
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean concernsWebhooks() {
            return name().startsWith("WEBHOOK");
        }
    }

    /**
     * One rule.
     *
     * @param operation glob over the operation, or over the topic for webhooks
     * @param rate share of matching calls that are struck, 0 to 1
     * @param remaining how often it still strikes, null for ever
     */
    public record Fault(
            String id,
            String system,
            String operation,
            Kind kind,
            int status,
            long millis,
            double rate,
            @Nullable AtomicLong remaining) {
        private boolean matches(String ofSystem, String ofOperation) {
            return glob(system).matcher(ofSystem).matches()
                    && glob(operation).matcher(ofOperation).matches();
        }

        private boolean strikes() {
            if (ThreadLocalRandom.current().nextDouble() >= rate) {
                return false;
            }
            return remaining == null || remaining.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }

        private static Pattern glob(String glob) {
            return Pattern.compile(Pattern.quote(glob).replace("*", "\\E.*\\Q"));
        }
    }

    /** Adds a rule from its JSON form and answers its id. */
    public String add(JsonNode rule) {
        Kind kind = Kind.parse(rule.path("kind").asText());
        String id = "f" + last.incrementAndGet();
        faults.add(new Fault(
                id,
                rule.path("system").asText("*"),
                rule.path("operation").asText("*"),
                kind,
                rule.path("status").asInt(503),
                rule.path("millis").asLong(kind == Kind.TIMEOUT ? 60_000 : 500),
                rule.path("rate").asDouble(1),
                rule.hasNonNull("count") ? new AtomicLong(rule.path("count").asLong()) : null));
        return id;
    }

    public List<Fault> list() {
        return List.copyOf(faults);
    }

    /** Removes one rule, or all without an id. */
    public boolean remove(@Nullable String id) {
        return faults.removeIf(fault -> id == null || fault.id().equals(id));
    }

    List<Fault> strikeCall(String system, String operation) {
        return faults.isEmpty() ? List.of() : strike(system, operation, false);
    }

    List<Fault> strikeWebhook(String system, String topic) {
        return faults.isEmpty() ? List.of() : strike(system, topic, true);
    }

    private List<Fault> strike(String system, String operation, boolean webhook) {
        Set<Kind> seen = EnumSet.noneOf(Kind.class);
        List<Fault> struck = faults.stream()
                .filter(fault -> fault.kind().concernsWebhooks() == webhook && fault.matches(system, operation))
                .filter(fault -> !seen.contains(fault.kind()) && fault.strikes() && seen.add(fault.kind()))
                .toList();
        faults.removeIf(fault -> fault.remaining() != null && fault.remaining().get() <= 0);
        return struck;
    }
}
