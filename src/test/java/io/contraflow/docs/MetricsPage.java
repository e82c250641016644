package io.contraflow.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What docs/metrics.md says. */
final class MetricsPage {
    private static final Path PAGE = Path.of("docs/metrics.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** A figure as Prometheus sees it. */
    record Metric(String type, Set<String> tags) {}

    private MetricsPage() {}

    /** Each name of the tables, with its type and tags; those of the bus only when asked for. */
    static Map<String, Metric> metrics(boolean withBus) {
        String text = text();
        String part = withBus ? text : text.replaceAll("(?s)\n## The bus\n.*?(?=\n## )", "");
        Map<String, Metric> metrics = new TreeMap<>();
        part.lines().filter(line -> line.startsWith("| `")).forEach(line -> {
            String[] cells = line.split("\\|");
            metrics.put(code(cells[1]).iterator().next(), new Metric(cells[2].trim(), code(cells[3])));
        });
        return metrics;
    }

    /** Every name that a query may use: those of the tables with their suffixes, and those of others. */
    static Set<String> names() {
        Set<String> names = new TreeSet<>();
        metrics(true).forEach((name, metric) -> {
            switch (metric.type()) {
                case "summary" -> names.addAll(Set.of(name + "_count", name + "_sum", name + "_max"));
                case "histogram" ->
                    names.addAll(Set.of(name + "_bucket", name + "_count", name + "_sum", name + "_max"));
                default -> names.add(name);
            }
        });
        names.addAll(code(text().replaceAll("(?s)^.*\n## Others\n", "").replaceAll("(?s)\n## .*$", "")));
        return names;
    }

    private static Set<String> code(String cell) {
        return CODE.matcher(cell).results().map(hit -> hit.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    static String text() {
        try {
            return Files.readString(PAGE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The tags of {@code a="b",c="d"}. */
    static Set<String> tags(String labels) {
        return Arrays.stream(labels.split(",(?=[a-z_]+=\")"))
                .filter(label -> !label.isBlank())
                .map(label -> label.substring(0, label.indexOf('=')))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
