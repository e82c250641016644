package io.contraflow.policy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * How two versions of a policy differ: rule by rule, and line by line of their files.
 *
 * @param changes what rules were added, removed, changed or put in another order; empty when only comments and layout differ
 * @param lines every line of both files, in order
 */
public record PolicyComparison(List<Change> changes, List<Line> lines) {

    /** What became of a rule, or of a list of rules. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        MOVED
    }

    /** Whether a line is in both files, or in one of them. */
    public enum LineKind {
        SAME,
        REMOVED,
        ADDED
    }

    /**
     * One rule that differs, or the order of a list of rules.
     *
     * @param section where it stands, such as {@code approval}; empty for what stands at the top, such as the description
     * @param rule its id; empty for what has none, and for the order of a list
     * @param parts what of it differs, in its order
     */
    public record Change(Kind kind, String section, String rule, List<Part> parts) {}

    /**
     * One key of a rule.
     *
     * @param name such as {@code when} or {@code because en}
     * @param before null when it was not there
     * @param after null when it is not there any more
     */
    public record Part(
            String name, @Nullable String before, @Nullable String after) {}

    /**
     * One line.
     *
     * @param before its number in the earlier file, counted from 1; null when it is not there
     * @param after its number in the later file; null when it is not there
     */
    public record Line(
            LineKind kind,
            @Nullable Integer before,
            @Nullable Integer after,
            String text) {}

    public PolicyComparison {
        changes = List.copyOf(changes);
        lines = List.copyOf(lines);
    }

    /**
     * Compares two files that were policies in use.
     *
     * @param before the earlier one
     * @param after the later one
     */
    public static PolicyComparison of(String before, String after) {
        return new PolicyComparison(new Sections(before).until(new Sections(after)), LineDifference.of(before, after));
    }

    /** The rules of a file by section and id, each as texts by key. */
    private static final class Sections {
        private final Map<String, Map<String, Map<String, String>>> rules = new LinkedHashMap<>();

        Sections(String text) {
            if (Section.yaml("", text) instanceof MappingNode file) {
                for (NodeTuple entry : file.getValue()) {
                    read(text(entry.getKeyNode()), entry.getValueNode());
                }
            }
        }

        private void read(String key, Node value) {
            if (value instanceof SequenceNode list && list.getValue().stream().allMatch(one -> !id(one).isEmpty())) {
                list.getValue().forEach(one -> parts(parts(key, id(one)), "", one));
            } else if (value instanceof MappingNode block) {
                for (NodeTuple entry : block.getValue()) {
                    if (entry.getValueNode() instanceof SequenceNode list
                            && list.getValue().stream().noneMatch(ScalarNode.class::isInstance)) {
                        read(key + " " + text(entry.getKeyNode()), list);
                    } else {
                        parts(parts(key, id(block)), text(entry.getKeyNode()), entry.getValueNode());
                    }
                }
            } else {
                parts("", "").put(key, text(value));
            }
        }

        private Map<String, String> parts(String section, String rule) {
            return rules.computeIfAbsent(section, any -> new LinkedHashMap<>())
                    .computeIfAbsent(rule, any -> new LinkedHashMap<>());
        }

        private static void parts(Map<String, String> into, String name, Node value) {
            if (value instanceof MappingNode block) {
                for (NodeTuple entry : block.getValue()) {
                    parts(into, (name + " " + text(entry.getKeyNode())).strip(), entry.getValueNode());
                }
            } else if (!name.equals("id")) {
                into.put(name, text(value));
            }
        }

        private static String id(Node entry) {
            return entry instanceof MappingNode block
                    ? block.getValue().stream()
                            .filter(one -> text(one.getKeyNode()).equals("id"))
                            .map(one -> text(one.getValueNode()))
                            .findFirst()
                            .orElse("")
                    : "";
        }

        private static String text(Node node) {
            if (node instanceof SequenceNode list) {
                return list.getValue().stream().map(Sections::text).collect(Collectors.joining(", "));
            }
            return node instanceof ScalarNode scalar ? scalar.getValue().strip().replaceAll("\\s+", " ") : "";
        }

        List<Change> until(Sections later) {
            List<Change> changes = new ArrayList<>();
            for (String section : union(rules.keySet(), later.rules.keySet())) {
                Map<String, Map<String, String>> before = rules.getOrDefault(section, Map.of());
                Map<String, Map<String, String>> after = later.rules.getOrDefault(section, Map.of());
                for (String rule : union(before.keySet(), after.keySet())) {
                    List<Part> parts = parts(before.getOrDefault(rule, Map.of()), after.getOrDefault(rule, Map.of()));
                    if (!parts.isEmpty()) {
                        changes.add(new Change(kind(rule, before, after), section, rule, parts));
                    }
                }
                String orderBefore = order(before, after);
                String orderAfter = order(after, before);
                if (!orderBefore.equals(orderAfter)) {
                    changes.add(
                            new Change(Kind.MOVED, section, "", List.of(new Part("order", orderBefore, orderAfter))));
                }
            }
            return changes;
        }

        private static Kind kind(String rule, Map<String, ?> before, Map<String, ?> after) {
            if (!before.containsKey(rule)) {
                return Kind.ADDED;
            }
            return after.containsKey(rule) ? Kind.CHANGED : Kind.REMOVED;
        }

        private static List<Part> parts(Map<String, String> before, Map<String, String> after) {
            return union(before.keySet(), after.keySet()).stream()
                    .filter(name -> !String.valueOf(before.get(name)).equals(String.valueOf(after.get(name))))
                    .map(name -> new Part(name, before.get(name), after.get(name)))
                    .toList();
        }

        /** The rules that both have, as they stand in one of them. */
        private static String order(Map<String, ?> one, Map<String, ?> other) {
            return one.keySet().stream().filter(other::containsKey).collect(Collectors.joining(", "));
        }

        private static Set<String> union(Set<String> one, Set<String> other) {
            Set<String> union = new LinkedHashSet<>(one);
            union.addAll(other);
            return union;
        }
    }
}
