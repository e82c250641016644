package io.contraflow.sandbox;

import io.contraflow.sandbox.scenario.ByHand;
import io.contraflow.sandbox.scenario.Scenarios;
import io.contraflow.sandbox.scenario.Stage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers {@code /sandbox/...}: what was called, what is in the systems, what shall go wrong. */
final class ControlRoom {
    private static final Logger LOG = LoggerFactory.getLogger(ControlRoom.class);

    private final Systems systems;
    private final Journal journal;
    private final WebhookJournal webhooks;
    private final Faults faults;
    private final Mails mails;
    private final Scenarios scenarios;
    private final ByHand byHand;
    private final AdminPages admin;

    ControlRoom(Systems systems, Journal journal, WebhookJournal webhooks, Faults faults, Mails mails, Stage stage) {
        this.systems = systems;
        this.journal = journal;
        this.webhooks = webhooks;
        this.faults = faults;
        this.mails = mails;
        this.scenarios = new Scenarios(stage);
        this.byHand = new ByHand(stage);
        this.admin = new AdminPages(systems);
    }

    Answer handle(Call call) {
        if (!call.system().equals("sandbox")) {
            return refused(404, "There is no system " + call.system());
        }
        try {
            return route(call);
        } catch (IllegalArgumentException | Json.NotJson e) {
            return refused(400, String.valueOf(e.getMessage()));
        } catch (Exception e) {
            LOG.warn("{} /sandbox{} failed", call.method(), call.path(), e);
            return refused(500, "The sandbox failed: " + e.getMessage());
        }
    }

    private Answer route(Call call) throws Exception {
        List<String> segments = call.segments();
        String subject = segments.isEmpty() ? "" : segments.get(0);
        String detail = segments.size() < 2 ? null : segments.get(1);
        return switch (subject) {
            case "" -> get(call, Page.html());
            case "admin" -> get(call, admin.show(call));
            case "journal" -> get(call, () -> calls(call));
            case "webhooks" -> get(call, () -> webhooks(call));
            case "mails" -> get(call, () -> mails.find(call.parameter("to"), limit(call)));
            case "state" -> get(call, () -> state(detail));
            case "faults" -> faults(call, detail);
            case "scenarios" ->
                detail == null
                        ? get(call, () -> scenarios.list(call.parameter("scenario"), limit(call)))
                        : play(call, detail);
            case "products" -> get(call, byHand::products);
            case "orders" ->
                call.method().equals("POST")
                        ? Answer.json(201, byHand.buy(call.json()))
                        : get(call, () -> byHand.orders(Integer.parseInt(call.parameter("limit", "20"))));
            case "returns" ->
                post(call, () -> detail == null ? byHand.ask(call.json()) : byHand.answer(detail, call.json()));
            case "parcels" -> post(call, () -> byHand.move(String.valueOf(detail), call.json()));
            case "reset" -> reset(call);
            default -> system(call, subject);
        };
    }

    private Answer system(Call call, String name) throws Exception {
        Optional<SimulatedSystem> system = systems.find(name);
        if (system.isEmpty()) {
            return refused(404, "There is no /sandbox/" + name);
        }
        String below = call.path().substring(name.length() + 1);
        return system.get()
                .control(new Call(
                        name, call.method(), below, call.rawTarget(), call.query(), call.headers(), call.body()));
    }

    private List<Journal.Entry> calls(Call call) {
        String system = call.parameter("system");
        String operation = call.parameter("operation");
        long since = Long.parseLong(call.parameter("since", "0"));
        return journal.find(
                entry -> entry.seq() > since
                        && (system == null || system.equals(entry.system()))
                        && (operation == null || entry.operation().contains(operation)),
                limit(call));
    }

    private List<WebhookJournal.Entry> webhooks(Call call) {
        String connector = call.parameter("connector");
        String topic = call.parameter("topic");
        return webhooks.find(
                entry -> (connector == null || connector.equals(entry.connector()))
                        && (topic == null || topic.equals(entry.topic())),
                limit(call));
    }

    private Object state(@Nullable String name) {
        return systems.find(name == null ? "" : name)
                .orElseThrow(() -> new IllegalArgumentException("There is no system " + name))
                .state();
    }

    private Answer faults(Call call, @Nullable String id) {
        return switch (call.method()) {
            case "POST" -> Answer.json(201, Map.of("id", faults.add(call.json())));
            case "DELETE" ->
                faults.remove(id) || id == null ? Answer.empty(204) : refused(404, "There is no fault " + id);
            default ->
                Answer.json(200, faults.list().stream().map(ControlRoom::view).toList());
        };
    }

    private static Map<String, Object> view(Faults.Fault fault) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", fault.id());
        view.put("system", fault.system());
        view.put("operation", fault.operation());
        view.put("kind", fault.kind().word());
        view.put("status", fault.status());
        view.put("millis", fault.millis());
        view.put("rate", fault.rate());
        if (fault.remaining() != null) {
            view.put("count", fault.remaining().get());
        }
        return view;
    }

    private Answer reset(Call call) {
        if (!call.method().equals("POST")) {
            return refused(405, "Reset with POST");
        }
        faults.remove(null);
        webhooks.reset();
        scenarios.reset();
        systems.reset();
        mails.reset();
        journal.reset();
        return Answer.empty(204);
    }

    private Answer play(Call call, String scenario) {
        return post(
                call,
                () -> scenarios.start(
                        scenario,
                        Integer.parseInt(call.parameter("count", "1")),
                        Double.parseDouble(call.parameter("rate", "0")),
                        Double.parseDouble(call.parameter("pace", "1"))));
    }

    private static Answer post(Call call, Supplier<Object> value) {
        return call.method().equals("POST") ? Answer.json(202, value.get()) : refused(405, "Only POST here");
    }

    private static Answer get(Call call, Answer answer) {
        return call.method().equals("GET") ? answer : refused(405, "Only GET here");
    }

    private static Answer get(Call call, Supplier<Object> value) {
        return call.method().equals("GET") ? Answer.json(200, value.get()) : refused(405, "Only GET here");
    }

    private static int limit(Call call) {
        return Integer.parseInt(call.parameter("limit", String.valueOf(Journal.LIMIT)));
    }

    static Answer refused(int status, String reason) {
        return Answer.json(status, Map.of("error", reason));
    }
}
