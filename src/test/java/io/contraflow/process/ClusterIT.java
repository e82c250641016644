package io.contraflow.process;

import io.contraflow.database.PostgresServer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A storm over three processes that share one real PostgreSQL database, which is restarted too, behind a load balancer. */
class ClusterIT {
    private static final int NODES = 3;

    @Test
    void afterRandomFaultsAndDeathsOfNodesEveryReturnHasOneOfEverythingEverywhere() {
        try (PostgresServer database = PostgresServer.start()) {
            Map<String, String> settings = new HashMap<>(Storm.SETTINGS);
            settings.put("SPRING_DATASOURCE_URL", database.newDatabase());
            settings.put("SPRING_DATASOURCE_USERNAME", "postgres");
            settings.put("SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE", "16");
            try (Installation installation = new Installation(settings, NODES)) {
                installation.ready();
                Storm storm = new Storm(60, 3);
                AtomicInteger blows = new AtomicInteger();
                storm.passOver(installation, () -> {
                    if (blows.getAndIncrement() % 3 == 1) {
                        database.stop();
                        pause(3_000);
                        database.startAgain();
                    } else {
                        int node = storm.random().nextInt(NODES);
                        installation.kill(node);
                        // The others are alone for so long that they notice.
                        pause(12_000);
                        installation.start(node);
                    }
                });
            }
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
