package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The metadata catalog: which records there are and which fields the account lets the caller see. */
final class Schema {

    private static final String SCHEMA = "application/schema+json";

    Answer answer(Call call, List<String> path, String root) {
        if (path.size() == 1) {
            return list(root);
        }
        Kind kind = Kind.ofPath(path.get(1))
                .orElseThrow(() -> Refused.missing("Record type '" + path.get(1) + "' does not exist."));
        if (!Objects.requireNonNullElse(call.header("Accept"), "").contains(SCHEMA)) {
            ObjectNode node = Wire.MAPPER.createObjectNode();
            return Answer.json(200, links(node, kind, root));
        }
        ObjectNode node = object(FieldNames.ofRecord(kind));
        ObjectNode sublist = Wire.MAPPER.createObjectNode().put("type", "object");
        ObjectNode items = sublist.putObject("properties").putObject("items").put("type", "array");
        items.set("items", object(FieldNames.ofLine(kind)));
        ((ObjectNode) node.get("properties")).set(kind.sublist, sublist);
        return Answer.json(200, node).header("Content-Type", SCHEMA);
    }

    private static Answer list(String root) {
        ObjectNode node = Wire.MAPPER.createObjectNode();
        for (Kind kind : Kind.values()) {
            links(node.withArray("items").addObject(), kind, root);
        }
        return Answer.json(200, node);
    }

    private static ObjectNode links(ObjectNode node, Kind kind, String root) {
        node.put("name", kind.path);
        node.putArray("links")
                .addObject()
                .put("rel", "canonical")
                .put("href", root + "metadata-catalog/" + kind.path)
                .put("mediaType", SCHEMA);
        return node;
    }

    private static ObjectNode object(Set<String> names) {
        ObjectNode node = Wire.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = node.putObject("properties");
        names.stream().sorted().forEach(name -> properties.putObject(name).put("title", name));
        return node;
    }
}
