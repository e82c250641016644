package io.contraflow.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes every HTTP request, lets faults act and writes the journal. */
final class FrontDoor implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FrontDoor.class);

    private final Systems systems;
    private final ControlRoom controlRoom;
    private final Faults faults;
    private final Journal journal;

    FrontDoor(Systems systems, ControlRoom controlRoom, Faults faults, Journal journal) {
        this.systems = systems;
        this.controlRoom = controlRoom;
        this.faults = faults;
        this.journal = journal;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Call call = read(exchange);
        Optional<SimulatedSystem> system = systems.find(call.system());
        if (system.isPresent()) {
            serve(exchange, call, system.get());
        } else {
            write(exchange, controlRoom.handle(call));
        }
    }

    private void serve(HttpExchange exchange, Call call, SimulatedSystem system) throws IOException {
        Instant began = Instant.now();
        String operation = describe(system, call);
        List<Faults.Fault> struck = faults.strikeCall(system.name(), operation);
        Answer answer = null;
        for (Faults.Fault fault : struck) {
            if (fault.kind() == Faults.Kind.LATENCY) {
                pause(fault.millis());
            }
        }
        boolean silent = has(struck, Faults.Kind.CUT) || timedOut(struck);
        if (!silent) {
            answer = answer(system, call, struck);
        }
        if (has(struck, Faults.Kind.LOST_ANSWER)) {
            answer = null;
        }
        long milliseconds = Duration.between(began, Instant.now()).toMillis();
        journal.record(began, call, operation, key(system, call), answer == null ? 0 : answer.status(), milliseconds);
        if (answer == null) {
            exchange.close();
        } else {
            struck.stream()
                    .filter(fault -> fault.kind() == Faults.Kind.HOLD_ANSWER)
                    .forEach(fault -> pause(fault.millis()));
            write(exchange, answer);
        }
    }

    private static Answer answer(SimulatedSystem system, Call call, List<Faults.Fault> struck) {
        if (has(struck, Faults.Kind.THROTTLE)) {
            return system.throttled();
        }
        for (Faults.Fault fault : struck) {
            if (fault.kind() == Faults.Kind.STATUS) {
                return failed(fault.status());
            }
        }
        Answer answer = handled(system, call);
        for (Faults.Fault fault : struck) {
            if (fault.kind() == Faults.Kind.ERROR_AFTER) {
                return failed(fault.status());
            }
        }
        return answer;
    }

    private static Answer failed(int status) {
        return Answer.json(status, Map.of("error", "The sandbox was told to fail"));
    }

    private static Answer handled(SimulatedSystem system, Call call) {
        try {
            return system.handle(call);
        } catch (Json.NotJson e) {
            return Answer.json(400, Map.of("error", "The body is not JSON"));
        } catch (Exception e) {
            LOG.warn("{} could not answer {} {}", system.name(), call.method(), call.path(), e);
            return Answer.json(500, Map.of("error", "Internal error of the simulated " + system.name()));
        }
    }

    private static boolean has(List<Faults.Fault> struck, Faults.Kind kind) {
        return struck.stream().anyMatch(fault -> fault.kind() == kind);
    }

    private static boolean timedOut(List<Faults.Fault> struck) {
        for (Faults.Fault fault : struck) {
            if (fault.kind() == Faults.Kind.TIMEOUT) {
                pause(fault.millis());
                return true;
            }
        }
        return false;
    }

    private static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    // A call that cannot even be read is still journalled, under its bare name.
    private static String describe(SimulatedSystem system, Call call) {
        try {
            return system.operation(call);
        } catch (RuntimeException e) {
            return call.method() + " " + call.path();
        }
    }

    private static @Nullable String key(SimulatedSystem system, Call call) {
        try {
            return system.key(call);
        } catch (RuntimeException e) {
            return null;
        }
    }

    private static Call read(HttpExchange exchange) throws IOException {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        String path = exchange.getRequestURI().getPath();
        int slash = path.indexOf('/', 1);
        String system = slash < 0 ? path.substring(1) : path.substring(1, slash);
        return new Call(
                system,
                exchange.getRequestMethod(),
                slash < 0 ? "" : path.substring(slash),
                exchange.getRequestURI().toString(),
                query(exchange.getRequestURI().getRawQuery()),
                headers,
                exchange.getRequestBody().readAllBytes());
    }

    private static Map<String, List<String>> query(@Nullable String raw) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        if (raw != null && !raw.isEmpty()) {
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                query.computeIfAbsent(decoded(name), key -> new ArrayList<>()).add(decoded(value));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        boolean bare = answer.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(answer.status(), bare ? -1 : answer.body().length);
        if (!bare) {
            exchange.getResponseBody().write(answer.body());
        }
        exchange.close();
    }
}
