package io.contraflow.command;

import io.contraflow.flow.Templates;
import io.contraflow.mapping.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Checks what a start does not tell about route files: where a mistake is, and whether the texts they name exist. */
final class RouteCheck {
    private static final Pattern TEXT = Pattern.compile("^\\s+(template|text):\\s+\"?([a-z][a-z0-9-]*)\"?\\s*$");
    private static final Pattern ID = Pattern.compile("^ {4}id:\\s+(\\S+)\\s*$");
    private final Path folder;
    private final Templates templates;
    private final List<Finding> findings = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();

    RouteCheck(Path folder, Templates templates) {
        this.folder = folder;
        this.templates = templates;
    }

    List<Finding> check() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of(new Finding(folder.toString(), 0, "The folder does not exist."));
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml"))
                    .sorted()
                    .toList()) {
                check(file);
            }
        }
        return findings;
    }

    private void check(Path file) throws IOException {
        String name = file.toString().replace('\\', '/');
        try {
            new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            findings.add(new Finding(name, line, "This is not YAML: " + e.getProblem() + "."));
            return;
        }
        List<String> lines = Files.readAllLines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher text = TEXT.matcher(lines.get(i));
            if (text.matches()) {
                boolean note = "text".equals(text.group(1));
                String missing = note ? templates.missingNote(text.group(2)) : templates.missingMail(text.group(2));
                if (!missing.isEmpty()) {
                    findings.add(new Finding(name, i + 1, "There is no " + missing + "."));
                }
            }
            Matcher id = ID.matcher(lines.get(i));
            if (id.matches() && !ids.add(id.group(1))) {
                findings.add(new Finding(
                        name, i + 1, "The id '" + id.group(1) + "' is taken by another route. Rename one."));
            }
        }
    }
}
