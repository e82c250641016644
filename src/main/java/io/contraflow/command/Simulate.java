package io.contraflow.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import io.contraflow.policy.Policies;
import io.contraflow.policy.Policy;
import io.contraflow.policy.PolicySimulation;
import io.contraflow.policy.UnknownPolicy;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries a draft of a policy on the returns of a running Contraflow or of a file. */
@Command(
        name = "simulate",
        description =
                "Tries a draft of a policy on past returns, of a running Contraflow or of a file: what changes, what it costs, who "
                        + "is hit, and what would be unlawful. Changes nothing.",
        footer = {
            "",
            "Examples:",
            "  java -jar contraflow.jar simulate standard draft.yaml --days 365",
            "  java -jar contraflow.jar simulate standard draft.yaml --returns past.json"
        },
        mixinStandardHelpOptions = true)
final class Simulate implements Callable<Integer> {
    private static final long LOOK_EVERY_MILLIS = 250;
    private static final int SHOWN = 20;
    private static final int BAR = 20;

    @Parameters(paramLabel = "POLICY", description = "Name of the policy that the draft would replace.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String policy;

    @Parameters(paramLabel = "DRAFT", description = "File with the draft.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path draft;

    @Option(names = "--days", paramLabel = "DAYS", description = "How far back; 365 when not given.")
    private int days = 365;

    @Option(
            names = "--returns",
            paramLabel = "FILE",
            description =
                    "Try it on the returns of this file instead, without a running Contraflow: JSON, each return as "
                            + "GET /api/returns/{id} answers it. Those of channels with another policy are left out.")
    private @Nullable Path returns;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Mixin
    private final Server server = new Server();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Files.isRegularFile(draft)) {
            throw new CannotDo("there is no file " + draft);
        }
        JsonNode run = returns == null ? onServer() : onFile(returns);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(run.toPrettyString());
        } else {
            tell(run.path("report"), out);
        }
        return run.at("/report/unlawful").isEmpty() ? Commands.WELL : Commands.FOUND;
    }

    /** Without a running Contraflow, by the policies and laws of this folder. */
    private JsonNode onFile(Path file) throws IOException {
        Folder folder = Folder.here();
        Policies policies = Policies.open(folder.policies(), folder.regions());
        try {
            Policy changed = policies.draft(policy + ".yaml", Files.readString(draft));
            PolicySimulation simulation = new PolicySimulation(
                    asked -> policies.policy(
                            policy, LocalDate.ofInstant(asked.order().placedAt(), asked.zone())),
                    changed,
                    policies.unlawful(changed));
            policies.policy(policy);
            PastReturns.read(file).cases(folder::zone).stream()
                    .filter(one -> folder.text(
                                    "contraflow.channels." + one.asked().channel() + ".policy")
                            .equals(policy))
                    .forEach(one -> simulation.add(one.number(), one.asked()));
            ObjectMapper mapper = PastReturns.mapper();
            return mapper.createObjectNode()
                    .put("policy", policy)
                    .set("report", mapper.valueToTree(simulation.report()));
        } catch (FilesRejected rejected) {
            throw new CannotDo(
                    rejected.findings().stream().map(Finding::toString).collect(Collectors.joining("\n")));
        } catch (UnknownPolicy unknown) {
            throw new CannotDo(String.valueOf(unknown.getMessage()));
        }
    }

    private JsonNode onServer() throws IOException, InterruptedException {
        String body =
                JsonMapper.builder().build().writeValueAsString(Map.of("text", Files.readString(draft), "days", days));
        JsonNode run = server.post("/api/policies/" + Server.encoded(policy) + "/simulate", body);
        while (!run.has("endedAt")) {
            Thread.sleep(LOOK_EVERY_MILLIS);
            run = server.get("/api/policies/simulations/" + run.path("id").asText());
            progress(run.at("/report/returns").asLong(), run.path("total").asLong());
        }
        return run;
    }

    private static void tell(JsonNode report, PrintWriter out) {
        out.println(report.path("returns").asLong() + " returns, of which "
                + report.path("changed").asLong()
                + " would be treated differently"
                + (report.path("failed").asLong() == 0
                        ? "."
                        : "; " + report.path("failed").asLong() + " could not be judged."));
        report.path("verdicts").properties().forEach(one -> out.println("  " + one.getKey() + ": " + one.getValue()));
        out.println();
        out.println("Refunds, for goods in order and reviews accepted");
        report.path("refundsBefore").properties().forEach(before -> {
            long after = report.path("refundsAfter").path(before.getKey()).asLong();
            out.println("  " + amount(before.getValue().asLong(), before.getKey()) + " -> "
                    + amount(after, before.getKey()) + " ("
                    + (after >= before.getValue().asLong() ? "+" : "")
                    + amount(after - before.getValue().asLong(), before.getKey()) + ")");
        });
        out.println();
        out.println("Decided by");
        report.path("rules").properties().forEach(one -> out.println("  " + one.getKey() + ": " + one.getValue()));
        if (!report.path("examples").isEmpty()) {
            out.println();
            out.println("For example");
            int shown = 0;
            for (JsonNode one : report.path("examples")) {
                if (shown++ == SHOWN) {
                    break;
                }
                out.println("  " + one.path("number").asText() + ": "
                        + one.path("before").asText() + " ("
                        + one.path("ruleBefore").asText() + ") -> "
                        + one.path("after").asText() + " ("
                        + one.path("ruleAfter").asText() + ")");
            }
        }
        for (JsonNode one : report.path("unlawful")) {
            out.println();
            out.println("Against the law: line " + one.path("line").asInt() + ": "
                    + one.path("message").asText());
        }
    }

    private static String amount(long minor, String currency) {
        int digits = Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        return BigDecimal.valueOf(minor, digits) + " " + currency;
    }

    /** Such as {@code [#####               ] 60 of 240}. */
    static String bar(long done, long total) {
        int marks = total == 0 ? BAR : (int) Math.min(BAR, done * BAR / total);
        return "[" + "#".repeat(marks) + " ".repeat(BAR - marks) + "] " + done + " of " + total;
    }

    /** For a person who waits; a build server gets none of it. */
    private void progress(long done, long total) {
        if (System.console() != null && !json) {
            spec.commandLine().getErr().print("\r" + bar(done, total));
            spec.commandLine().getErr().flush();
        }
    }
}
