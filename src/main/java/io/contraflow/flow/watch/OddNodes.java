package io.contraflow.flow.watch;

import io.contraflow.flow.NodeList;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/** Finds nodes that have worked by other files, or another version, than the others for too long. */
@Component
class OddNodes {
    private final NodeList nodes;
    private final WatchSettings settings;

    OddNodes(NodeList nodes, WatchSettings settings) {
        this.nodes = nodes;
        this.settings = settings;
    }

    List<Stuck> find(Instant now) {
        return nodes.all().stream()
                .filter(node -> node.differsSince() != null
                        && node.differsSince().plus(settings.nodes()).isBefore(now))
                .map(node -> new Stuck(
                        "stuck:node:" + node.name(),
                        null,
                        "The node " + node.name() + " differs from the others in its "
                                + String.join(", ", node.differsIn()) + " since " + node.differsSince()
                                + ". Give it the same files and version; GET /api/nodes shows all of them."))
                .toList();
    }
}
