package io.contraflow.command;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A return of a running Contraflow, by whatever somebody calls it. */
final class NamedReturn {
    @Parameters(
            paramLabel = "RETURN",
            description = "Number of the return, of the order, or what another system calls it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Mixin
    private final Server server = new Server();

    String name() {
        return name;
    }

    Server server() {
        return server;
    }

    /** Those that are called so, at most 20; each as a row of a list. */
    JsonNode rows() {
        return server.get("/api/returns?size=20&q=" + Server.encoded(name)).path("items");
    }

    /** All that is known of the return of a row. */
    JsonNode whole(JsonNode row) {
        return server.get("/api/returns/" + row.path("id").asText());
    }
}
