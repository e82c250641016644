package io.contraflow.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a backup of a running Contraflow's embedded database. */
@Command(
        name = "backup",
        description = "Makes a backup of the embedded database while Contraflow runs, and says where it lies.",
        footer = {"", "Example, every night by cron:", "  java -jar contraflow.jar backup"},
        mixinStandardHelpOptions = true)
final class Backup implements Callable<Integer> {
    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Mixin
    private final Server server = new Server();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode made = server.post("/api/backups", "");
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? made.toPrettyString()
                                : made.path("file").asText() + " ("
                                        + made.path("bytes").asLong() + " bytes)");
        return Commands.WELL;
    }
}
