package io.contraflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.flow.NodeList.Node;
import io.contraflow.flow.NodeList.State;
import io.contraflow.journal.Cluster;
import io.contraflow.journal.ClusterNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeListTest {
    private static final Instant START = Instant.parse("2026-03-02T08:00:00Z");

    @Test
    void nodesThatAgreeDifferInNothing() {
        assertThat(all(node(1, "1.0", "aa", 0), node(2, "1.0", "aa", 5)))
                .allSatisfy(node -> assertThat(node.differsIn()).isEmpty())
                .extracting(Node::state)
                .containsOnly(State.LIVING);
    }

    @Test
    void theOneThatDiffersFromMostIsNamedWithWhatDiffersAndSinceWhen() {
        List<Node> nodes = all(node(1, "1.0", "aa", 0), node(2, "1.0", "bb", 40), node(3, "1.0", "bb", 50));

        assertThat(nodes).extracting(Node::differsIn).containsExactly(List.of("mappings"), List.of(), List.of());
        assertThat(nodes.get(0).differsSince()).isEqualTo(START.plusSeconds(40));
    }

    @Test
    void ofTwoThatDifferTheOlderCounts() {
        List<Node> nodes = all(node(1, "1.0", "aa", 0), node(2, "1.1", "aa", 60));

        assertThat(nodes).extracting(Node::differsIn).containsExactly(List.of(), List.of("version"));
        assertThat(nodes.get(1).differsSince()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void aNodeThatHasSaidNothingYetIsStarting() {
        assertThat(all(node(1, "1.0", "aa", 0), node(2, null, null, null)).get(1))
                .satisfies(node -> {
                    assertThat(node.state()).isEqualTo(State.STARTING);
                    assertThat(node.differsIn()).isEmpty();
                });
    }

    private static List<Node> all(ClusterNode... nodes) {
        return new NodeList(new Cluster() {
                    @Override
                    public List<ClusterNode> nodes() {
                        return List.of(nodes);
                    }

                    @Override
                    public boolean isAlone() {
                        return false;
                    }

                    @Override
                    public int size() {
                        return nodes.length;
                    }

                    @Override
                    public void describe(String version, SortedMap<String, String> configuration) {
                        throw new UnsupportedOperationException();
                    }
                })
                .all();
    }

    private static ClusterNode node(
            long id, @Nullable String version, @Nullable String mappings, @Nullable Integer seconds) {
        return new ClusterNode(
                id,
                "node-" + id,
                null,
                START,
                START,
                false,
                id == 1,
                id == 1,
                version,
                mappings == null ? new TreeMap<>() : new TreeMap<>(Map.of("mappings", mappings)),
                seconds == null ? null : START.plusSeconds(seconds));
    }
}
