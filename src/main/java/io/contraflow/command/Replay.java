package io.contraflow.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.exception.Subjects;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays again what stopped of one return: without effect, or in earnest. */
@Command(
        name = "replay",
        description = "Plays again what stopped of one return of a running Contraflow, with its routes and mappings of "
                + "today: what would be sent or take effect, and what differs from the last try. Changes nothing unless "
                + "--for-real is given.",
        footer = {
            "",
            "Examples:",
            "  java -jar contraflow.jar replay RMA-4821773051",
            "  java -jar contraflow.jar replay RMA-4821773051 --for-real"
        },
        mixinStandardHelpOptions = true)
final class Replay implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private NamedReturn wanted;

    @Option(names = "--for-real", description = "Try it again in earnest. Where the rehearsal fails, it is left alone.")
    private boolean forReal;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        JsonNode found = wanted.rows();
        if (found.size() != 1) {
            throw new CannotDo(
                    found.isEmpty()
                            ? "there is no return that is called " + wanted.name()
                            : "several returns are called " + wanted.name() + "; name one by its number");
        }
        JsonNode whole = wanted.whole(found.path(0));
        ArrayNode played = JsonMapper.builder().build().createArrayNode();
        stopped(whole).forEach(one -> played.add(play(one)));
        if (json) {
            spec.commandLine().getOut().println(played.toPrettyString());
        } else {
            tell(
                    whole.at("/details/number").asText(),
                    played,
                    spec.commandLine().getOut());
        }
        return StreamSupport.stream(played.spliterator(), false).anyMatch(Replay::isLeft)
                ? Commands.FOUND
                : Commands.WELL;
    }

    /** Open work items about an event or a delivery. */
    private static List<JsonNode> stopped(JsonNode whole) {
        return StreamSupport.stream(whole.path("exceptions").spliterator(), false)
                .filter(one -> one.path("state").asText().equals("OPEN")
                        && Subjects.isEntry(one.path("subject").asText()))
                .toList();
    }

    private ObjectNode play(JsonNode item) {
        String path = "/api/exceptions/" + item.path("id").asText();
        JsonNode rehearsal = wanted.server().post(path + "/rehearse", "");
        ObjectNode played = JsonMapper.builder().build().createObjectNode();
        played.put("exception", item.path("id").asText());
        played.put("kind", item.path("kind").asText());
        played.put("sentence", item.path("sentence").asText());
        played.set("rehearsal", rehearsal);
        boolean again = forReal && !fails(rehearsal);
        if (again) {
            wanted.server().post(path + "/retry", "");
        }
        played.put("triedAgain", again);
        return played;
    }

    private static boolean fails(JsonNode rehearsal) {
        return rehearsal.path("outcome").asText().equals("WOULD_FAIL");
    }

    private static boolean isLeft(JsonNode played) {
        return !played.path("triedAgain").asBoolean();
    }

    private void tell(String number, ArrayNode played, PrintWriter out) {
        if (played.isEmpty()) {
            out.println("Nothing of " + number + " has stopped.");
            return;
        }
        for (JsonNode one : played) {
            out.println(one.path("kind").asText() + ": " + one.path("sentence").asText());
            JsonNode rehearsal = one.path("rehearsal");
            out.println("  " + rehearsal.path("outcome").asText() + ": "
                    + rehearsal.path("sentence").asText());
            rehearsal.path("steps").forEach(step -> out.println("    " + step.asText()));
            rehearsal
                    .path("differences")
                    .forEach(difference ->
                            out.println("    " + difference.path("path").asText() + ": " + difference.path("before")
                                    + " -> " + difference.path("now")));
            out.println(
                    one.path("triedAgain").asBoolean()
                            ? "  It is tried again."
                            : forReal ? "  It is left alone." : "  Nothing was changed; --for-real tries it again.");
        }
    }
}
