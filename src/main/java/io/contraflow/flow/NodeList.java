package io.contraflow.flow;

import io.contraflow.journal.Cluster;
import io.contraflow.journal.ClusterNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The nodes as operators see them: which there are, and which of them works by something else than the others. */
@Component
public class NodeList {
    private static final String VERSION = "version";
    private final Cluster cluster;

    public NodeList(Cluster cluster) {
        this.cluster = cluster;
    }

    /** How a node is. */
    public enum State {
        /** It says at each heartbeat that it lives. */
        LIVING,
        /** It has missed more than one heartbeat; when it stays silent others take over its work. */
        SILENT,
        /** It has not yet said what it works by. */
        STARTING
    }

    /**
     * A node.
     *
     * @param address where people reach it; null when no setting says so
     * @param since when it began
     * @param seenAt its last heartbeat, by the database's clock
     * @param leads whether it does what only one does, such as schedules
     * @param answers whether it is the one that gave this answer
     * @param version of the application; null while it starts
     * @param configuration a short hash for each kind of file, for comparison
     * @param differsIn kinds of files, or {@code version}, that are other than with most nodes; empty when all agree
     * @param differsSince since when; null when all agree
     */
    public record Node(
            long id,
            String name,
            @Nullable String address,
            Instant since,
            Instant seenAt,
            State state,
            boolean leads,
            boolean answers,
            @Nullable String version,
            SortedMap<String, String> configuration,
            List<String> differsIn,
            @Nullable Instant differsSince) {}

    /**
     * All nodes, the oldest first. What most of them have counts as right; where as many have one thing as another, what
     * the oldest of them has.
     */
    public List<Node> all() {
        List<ClusterNode> nodes = cluster.nodes();
        List<ClusterNode> known =
                nodes.stream().filter(node -> node.configuredAt() != null).toList();
        Map<String, String> usual = usual(known);
        return nodes.stream().map(node -> judged(node, usual, known)).toList();
    }

    private static Node judged(ClusterNode node, Map<String, String> usual, List<ClusterNode> known) {
        Map<String, String> own = parts(node);
        List<String> differs = node.configuredAt() == null
                ? List.of()
                : usual.keySet().stream()
                        .filter(part -> !Objects.equals(own.get(part), usual.get(part)))
                        .toList();
        return new Node(
                node.id(),
                node.name(),
                node.address(),
                node.since(),
                node.seenAt(),
                node.isSilent() ? State.SILENT : node.configuredAt() == null ? State.STARTING : State.LIVING,
                node.leads(),
                node.isHere(),
                node.version(),
                node.configuration(),
                differs,
                differs.isEmpty() ? null : differsSince(node, differs, usual, known));
    }

    /** From when on both it and one of the others had what they have. */
    private static @Nullable Instant differsSince(
            ClusterNode node, List<String> differs, Map<String, String> usual, List<ClusterNode> known) {
        Instant own = node.configuredAt();
        return known.stream()
                .filter(other -> differs.stream()
                        .allMatch(part -> Objects.equals(parts(other).get(part), usual.get(part))))
                .map(ClusterNode::configuredAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .map(others -> own != null && own.isAfter(others) ? own : others)
                .orElse(own);
    }

    private static Map<String, String> usual(List<ClusterNode> known) {
        Map<String, List<String>> values = new TreeMap<>();
        for (ClusterNode node : known) {
            parts(node).forEach((part, value) -> values.computeIfAbsent(part, any -> new ArrayList<>())
                    .add(value));
        }
        Map<String, String> usual = new TreeMap<>();
        values.forEach((part, all) -> usual.put(part, mostOften(all)));
        return usual;
    }

    private static String mostOften(List<String> values) {
        String best = values.get(0);
        for (String value : values) {
            if (count(values, value) > count(values, best)) {
                best = value;
            }
        }
        return best;
    }

    private static long count(List<String> values, String value) {
        return values.stream().filter(value::equals).count();
    }

    private static SortedMap<String, String> parts(ClusterNode node) {
        SortedMap<String, String> parts = new TreeMap<>(node.configuration());
        String version = node.version();
        if (version != null) {
            parts.put(VERSION, version);
        }
        return parts;
    }
}
