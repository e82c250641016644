package io.contraflow.api;

import io.contraflow.flow.NodeList;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The processes that share the work. */
@RestController
@RequestMapping("/api/nodes")
class NodesApi {
    private final NodeList nodes;

    NodesApi(NodeList nodes) {
        this.nodes = nodes;
    }

    /** The processes that share the database, and whether they have the same files. */
    @GetMapping
    List<NodeList.Node> list() {
        return nodes.all();
    }
}
