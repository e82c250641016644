package io.contraflow.story;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The sandbox as a tester plays it. */
public final class SimulatedWorld {
    private final Web web;

    public SimulatedWorld(URI base) {
        web = new Web(base, "");
    }

    public Web web() {
        return web;
    }

    /** Starts scenarios; answers the names of their orders, such as {@code #1042}. */
    public List<String> play(String scenario, int count) {
        Web.Answer answer = web.send("POST", "/sandbox/scenarios/" + scenario + "?count=" + count, null);
        if (answer.status() != 202) {
            throw new IllegalStateException("scenario " + scenario + ": " + answer.status() + " " + answer.body());
        }
        List<String> orders = new ArrayList<>();
        answer.body().get("runs").forEach(run -> orders.add(run.get("order").asText()));
        return orders;
    }

    /** All that a system holds. */
    public JsonNode state(String system) {
        return web.get("/sandbox/state/" + system);
    }

    /** Mails to an address, or all when it is empty. */
    public JsonNode mails(String to) {
        return web.get("/sandbox/mails" + (to.isEmpty() ? "" : "?to=" + to));
    }

    /** Number of the last call that any system received. */
    public long lastCall() {
        JsonNode last = web.get("/sandbox/journal?limit=1");
        return last.isEmpty() ? 0 : last.get(0).get("seq").asLong();
    }

    /** Calls to a system after that one, in the order of their arrival. */
    public JsonNode calls(String system, long since) {
        return web.get("/sandbox/journal?system=" + system + "&since=" + since);
    }

    /** Faults that have not struck as often as they shall. */
    public JsonNode faults() {
        return web.get("/sandbox/faults");
    }

    public void fault(Map<String, Object> fault) {
        Web.Answer answer = web.send("POST", "/sandbox/faults", fault);
        if (answer.status() != 201) {
            throw new IllegalStateException("fault: " + answer.status() + " " + answer.body());
        }
    }

    public void noFaults() {
        web.send("DELETE", "/sandbox/faults", null);
    }
}
