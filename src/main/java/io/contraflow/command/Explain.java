package io.contraflow.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells one return: what was decided and why, where it stands, what happened. */
@Command(
        name = "explain",
        description = "Tells one return of a running Contraflow: each rule that was tried, the money, the systems, and "
                + "everything that happened.",
        footer = {"", "Example:", "  java -jar contraflow.jar explain RMA-4821773051"},
        mixinStandardHelpOptions = true)
final class Explain implements Callable<Integer> {
    @Mixin
    @SuppressWarnings("NullAway.Init") // set by picocli
    private NamedReturn wanted;

    @Option(names = "--json", description = "Answer as JSON, as GET /api/returns/{id} gives it.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        JsonNode found = wanted.rows();
        if (found.isEmpty()) {
            out.println("There is no return that is called " + wanted.name() + ".");
            return Commands.FOUND;
        }
        if (found.size() > 1 && !json) {
            out.println(found.size() + " returns are called so; ask for one by its number:");
            found.forEach(row -> out.println("  " + row.path("number").asText() + "  "
                    + row.path("status").asText() + "  order "
                    + row.path("orderName").asText()));
            return Commands.FOUND;
        }
        JsonNode whole = wanted.whole(found.path(0));
        if (json) {
            out.println(whole.toPrettyString());
        } else {
            tell(whole, out);
        }
        return Commands.WELL;
    }

    private static void tell(JsonNode whole, PrintWriter out) {
        JsonNode details = whole.path("details");
        out.println(details.path("number").asText() + "  "
                + details.path("status").asText() + "  order "
                + details.path("order").path("name").asText() + ", "
                + details.path("channel").asText());
        for (JsonNode line : details.path("lines")) {
            out.println("  " + line.path("quantity").asText() + " x "
                    + line.path("sku").asText() + ", " + line.path("reason").asText() + outcome(line));
        }
        decision(details.path("decision"), out);
        clock(whole.path("refundClock"), out);
        money(details, out);
        out.println();
        out.println("In the systems");
        for (Map.Entry<String, JsonNode> system : whole.path("refs").properties()) {
            out.println("  " + system.getKey() + ": "
                    + String.join(
                            ", ",
                            system.getValue().properties().stream()
                                    .map(ref ->
                                            ref.getKey() + " " + ref.getValue().asText())
                                    .toList()));
        }
        list("Waits or failed", whole.path("deliveries"), out, Explain::outstanding);
        list("For a person", whole.path("exceptions"), out, Explain::open);
        list("What happened", whole.path("timeline"), out, Explain::moment);
    }

    private static String outcome(JsonNode line) {
        String grades = String.join(
                ", ",
                StreamSupport.stream(line.path("pieces").spliterator(), false)
                        .map(piece -> piece.path("grade").asText(""))
                        .filter(grade -> !grade.isEmpty())
                        .toList());
        return grades.isEmpty() ? "" : ": " + grades;
    }

    private static void clock(JsonNode clock, PrintWriter out) {
        if (clock.has("dueDay")) {
            out.println("  The money must be back by " + clock.path("dueDay").asText() + " ("
                    + clock.path("ground").asText() + ")");
        } else if (clock.path("waitsForGoods").asBoolean()) {
            out.println("  The money may wait for the goods or a proof of their dispatch ("
                    + clock.path("ground").asText() + ")");
        }
    }

    private static void decision(JsonNode decision, PrintWriter out) {
        if (decision.isMissingNode() || decision.isNull()) {
            return;
        }
        out.println();
        out.println("Decided: " + decision.path("verdict").asText() + " by the rule "
                + decision.path("rule").asText() + " of the policy "
                + decision.path("policy").asText() + " (version "
                + decision.path("version").asText() + ")");
        out.println("  The customer reads: " + decision.path("customerReason").asText());
        for (JsonNode right : decision.path("rights")) {
            out.println("  Line " + right.path("lineId").asText() + " comes back by "
                    + right.path("regime").asText()
                    + (right.path("ground").asText().isEmpty()
                            ? ""
                            : ", " + right.path("ground").asText())
                    + (right.has("until")
                            ? ", open until " + right.path("until").asText()
                            : "") + " ("
                    + right.path("because").asText() + ")");
        }
        for (JsonNode step : decision.path("trace")) {
            String line = step.path("line").asText("");
            out.println("  " + (step.path("fired").asBoolean() ? "[x] " : "[ ] ")
                    + step.path("rule").asText()
                    + (line.isEmpty() ? "" : " (line " + line + ")") + ": "
                    + step.path("because").asText());
        }
    }

    private static void money(JsonNode details, PrintWriter out) {
        JsonNode settled = details.path("settlement");
        if (settled.isObject()) {
            out.println();
            out.println("Money");
            settled.properties().stream()
                    .filter(entry -> entry.getValue().has("amount"))
                    .forEach(entry -> out.println("  " + entry.getKey() + ": " + amount(entry.getValue())));
        }
        details.path("money").properties().stream()
                .filter(entry -> entry.getValue().has("amount"))
                .forEach(entry -> out.println("  reported " + entry.getKey() + ": " + amount(entry.getValue())));
    }

    private static String amount(JsonNode money) {
        return money.path("amount").asText() + " " + money.path("currency").asText();
    }

    private interface Sentence {
        @Nullable
        String of(JsonNode item);
    }

    private static void list(String title, JsonNode items, PrintWriter out, Sentence sentence) {
        boolean titled = false;
        for (JsonNode item : items) {
            String line = sentence.of(item);
            if (line != null) {
                if (!titled) {
                    out.println();
                    out.println(title);
                    titled = true;
                }
                out.println("  " + line);
            }
        }
    }

    private static @Nullable String outstanding(JsonNode delivery) {
        String state = delivery.path("state").asText();
        return state.equals("DONE")
                ? null
                : delivery.path("connector").asText() + "/"
                        + delivery.path("operation").asText() + ": " + state + " after "
                        + delivery.path("attempts").asText() + " tries  "
                        + delivery.path("error").asText("");
    }

    private static @Nullable String open(JsonNode exception) {
        return exception.path("state").asText().equals("OPEN")
                ? exception.path("kind").asText() + ": "
                        + exception.path("sentence").asText()
                : null;
    }

    private static String moment(JsonNode moment) {
        return moment.path("at").asText() + "  " + moment.path("sentence").asText() + "  ("
                + moment.path("actor").asText() + ")";
    }
}
