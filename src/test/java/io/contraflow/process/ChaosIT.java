package io.contraflow.process;

import org.junit.jupiter.api.Test;

/** A storm over one process with the embedded database. */
class ChaosIT {

    @Test
    void afterRandomFaultsAndKillsEveryReturnHasOneOfEverythingEverywhere() {
        try (Installation installation = new Installation(Storm.SETTINGS)) {
            installation.ready();
            new Storm(60, 2).passOver(installation, installation::killAndRestart);
        }
    }
}
