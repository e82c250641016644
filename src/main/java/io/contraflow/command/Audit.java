package io.contraflow.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells who did what, or checks that the trail of it was not touched. */
@Command(
        name = "audit",
        description = "Tells the latest of who did what in a running Contraflow; with --verify checks that nothing was "
                + "changed, removed or put in afterwards.",
        footer = {
            "",
            "Examples:",
            "  java -jar contraflow.jar audit",
            "  java -jar contraflow.jar audit --verify",
            "  java -jar contraflow.jar audit --verify --noted 4711:HASH"
        },
        mixinStandardHelpOptions = true)
final class Audit implements Callable<Integer> {
    @Option(names = "--verify", description = "Read the whole chain; exit code 1 when it was touched.")
    private boolean verify;

    @Option(
            names = "--noted",
            paramLabel = "PLACE:HASH",
            description = "An end of the chain that was noted earlier and must be in it still.")
    private @Nullable String noted;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Mixin
    private final Server server = new Server();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode answer = verify ? server.get("/api/audit/verify" + ofNoted()) : server.get("/api/audit");
        if (json) {
            out.println(answer.toPrettyString());
        } else if (verify) {
            tellVerdict(answer, out);
        } else {
            answer.path("items").forEach(one -> out.println(line(one)));
        }
        return answer.path("findings").isEmpty() ? Commands.WELL : Commands.FOUND;
    }

    private String ofNoted() {
        if (noted == null) {
            return "";
        }
        String[] parts = noted.split(":", 2);
        if (parts.length != 2) {
            throw new CannotDo("--noted is the place and the hash, such as 4711:0a1b...");
        }
        return "?seq=" + Server.encoded(parts[0]) + "&hash=" + Server.encoded(parts[1]);
    }

    private static void tellVerdict(JsonNode verdict, PrintWriter out) {
        if (verdict.path("findings").isEmpty()) {
            out.println("The chain of " + verdict.path("entries").asLong() + " entries is intact. Its end: "
                    + verdict.path("seq").asLong() + ":" + verdict.path("hash").asText());
        } else {
            verdict.path("findings")
                    .forEach(finding -> out.println(finding.path("sentence").asText()));
        }
    }

    private static String line(JsonNode one) {
        return String.join(
                        "  ",
                        one.path("at").asText(),
                        one.path("actor").asText(),
                        one.path("action").asText(),
                        one.path("subject").asText(),
                        one.path("result").asText("at work"),
                        one.path("reason").asText())
                .stripTrailing();
    }
}
