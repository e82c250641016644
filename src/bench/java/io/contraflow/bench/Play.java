package io.contraflow.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.story.Contraflow;
import io.contraflow.story.SimulatedWorld;
import java.util.concurrent.TimeUnit;

/** Whole returns: from the shop's request through ERP, helpdesk, carrier and mail until all is closed and the last delivery done. */
public final class Play {
    private final Contraflow contraflow;
    private final SimulatedWorld world;

    public Play(Contraflow contraflow, SimulatedWorld world) {
        this.contraflow = contraflow;
        this.world = world;
    }

    /** Plays so many returns at once; answers how many a second came to their end. */
    public double perSecond(int returns) throws InterruptedException {
        int closedThen = closed() + returns;
        long begin = System.nanoTime();
        world.web().send("POST", "/sandbox/scenarios/happy-path?pace=0.2&count=" + returns, null);
        long end = begin + TimeUnit.MINUTES.toNanos(10);
        while (closed() < closedThen || isDelivering()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("not at the end after 10 minutes: " + counts());
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return returns * 1e9 / (System.nanoTime() - begin);
    }

    private JsonNode counts() {
        return contraflow.web().get("/api/returns/counts");
    }

    private int closed() {
        return counts().path("CLOSED").asInt();
    }

    private boolean isDelivering() {
        return !contraflow
                .web()
                .get("/api/deliveries?state=WAITING&size=1")
                .get("items")
                .isEmpty();
    }
}
