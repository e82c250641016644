package io.contraflow.sandbox.scenario;

import io.contraflow.sandbox.shopify.Storefront.Sale;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One story being played. */
final class Run {
    private final long id;
    private final Scenario scenario;
    private final Instant startedAt;
    private int position;
    private int pieces;
    private @Nullable String order;
    private @Nullable String returnId;
    private @Nullable String outcome;
    private @Nullable Instant finishedAt;

    Run(long id, Scenario scenario, Instant startedAt) {
        this.id = id;
        this.scenario = scenario;
        this.startedAt = startedAt;
    }

    synchronized String order() {
        return known(order, "order");
    }

    synchronized String returnId() {
        return known(returnId, "return");
    }

    private String known(@Nullable String value, String what) {
        if (value == null) {
            throw new IllegalStateException(scenario.name() + " has no " + what + " yet");
        }
        return value;
    }

    synchronized void bought(Sale sale, int quantity) {
        order = sale.name();
        pieces = quantity;
    }

    synchronized int pieces() {
        return pieces;
    }

    synchronized void asked(String newReturnId) {
        returnId = newReturnId;
    }

    synchronized boolean hasReturn() {
        return returnId != null;
    }

    synchronized Scenario.Step step() {
        return scenario.steps().get(position);
    }

    /** Whether the last step is behind it. */
    synchronized boolean advance(Instant at) {
        position++;
        if (position == scenario.steps().size()) {
            end("as planned", at);
        }
        return isDone();
    }

    synchronized void end(String how, Instant at) {
        outcome = how;
        finishedAt = at;
    }

    synchronized boolean isDone() {
        return outcome != null;
    }

    synchronized boolean isAsPlanned() {
        return "as planned".equals(outcome);
    }

    synchronized Map<String, @Nullable Object> view() {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", id);
        view.put("scenario", scenario.name());
        view.put("order", order);
        view.put("return", returnId);
        view.put("step", isDone() ? "done" : step().name());
        view.put("waitingFor", isDone() ? null : step().waitingFor());
        view.put("done", isDone());
        view.put("outcome", outcome);
        view.put("startedAt", startedAt);
        view.put("finishedAt", finishedAt);
        return view;
    }
}
