package io.contraflow.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.contraflow.flow.TableCheck;
import io.contraflow.flow.Templates;
import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import io.contraflow.mapping.Lint;
import io.contraflow.mapping.Mappings;
import io.contraflow.policy.Policies;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Checks everything that an engineer can change. */
@Command(
        name = "validate",
        description =
                "Checks routes, mappings, policies, texts, connectors and channels of this folder, without calling "
                        + "any system and without touching the database.",
        footer = {"", "Example, for a build server:", "  java -jar contraflow.jar validate --json"},
        mixinStandardHelpOptions = true)
final class Validate implements Callable<Integer> {
    @Option(names = "--json", description = "Answer as JSON: a list of file, line and message.")
    private boolean json;

    @Option(names = "--files-only", description = "Do not try a start; finds less, and is quicker.")
    private boolean filesOnly;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Commands parent;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Folder folder = Folder.here();
        List<Finding> findings = new ArrayList<>();
        List<Policies> policies = new ArrayList<>();
        collect(findings, () -> policies.add(Policies.open(folder.policies(), folder.regions())));
        policies.forEach(opened -> {
            findings.addAll(opened.unlawful());
            findings.addAll(opened.shadowed());
        });
        // Policies that cannot be read hide no finding of the tables.
        collect(findings, () -> {
            Mappings mappings = Mappings.open(folder.mappings());
            findings.addAll(policies.isEmpty() ? Lint.of(mappings) : TableCheck.of(mappings, policies.get(0)));
        });
        Templates templates = new Templates(folder.templates());
        findings.addAll(templates.check());
        findings.addAll(new RouteCheck(folder.routes(), templates).check());
        if (findings.isEmpty() && !filesOnly) {
            findings.addAll(new StartCheck(parent.application()).check());
        }
        findings.sort(Comparator.comparing(Finding::file).thenComparing(Finding::line));
        report(findings);
        return findings.isEmpty() ? Commands.WELL : Commands.FOUND;
    }

    private static void collect(List<Finding> findings, Runnable opening) {
        try {
            opening.run();
        } catch (FilesRejected rejected) {
            findings.addAll(rejected.findings());
        }
    }

    private void report(List<Finding> findings) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(findings.stream()
                            .map(finding -> Map.of(
                                    "file", finding.file(), "line", finding.line(), "message", finding.message()))
                            .toList()));
            return;
        }
        findings.forEach(out::println);
        out.println(
                findings.isEmpty()
                        ? "All is well: routes, mappings, policies, texts, connectors and channels."
                        : findings.size() + (findings.size() == 1 ? " finding." : " findings."));
    }
}
