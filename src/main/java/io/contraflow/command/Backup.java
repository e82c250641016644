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
    private static final long LOOK_EVERY_MILLIS = 250;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Mixin
    private final Server server = new Server();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        JsonNode made = server.post("/api/backups", "");
        while (made.path("state").asText().equals("RUNNING")) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            made = server.get("/api/backups/" + Server.encoded(made.path("name").asText()));
            progress(made.path("bytes").asLong());
        }
        if (made.path("state").asText().equals("FAILED")) {
            throw new CannotDo(made.path("error").asText());
        }
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? made.toPrettyString()
                                : made.path("file").asText() + " ("
                                        + made.path("bytes").asLong() + " bytes)");
        return Commands.WELL;
    }

    /** For a person who waits; a log of cron gets none of it. */
    private void progress(long bytes) {
        if (System.console() != null && !json) {
            spec.commandLine().getErr().print("\r" + bytes / 1_000_000 + " MB");
            spec.commandLine().getErr().flush();
        }
    }
}
