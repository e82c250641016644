package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.sandbox.Answer;
import io.contraflow.sandbox.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The record service: one resource a record, 204 with an address for every write. */
final class RecordApi {

    private static final String ROOT = "/netsuite/services/rest/record/v1/";
    private static final int MOST = 1000;
    private static final Set<String> PARAMETERS = Set.of(
            "q",
            "limit",
            "offset",
            "ids",
            "expandRecords",
            "expandSubResources",
            "expand",
            "fields",
            "replace",
            "replaceSelectedFields",
            "simpleEnumFormat");

    private final Books books;
    private final Records records;
    private final Rendering rendering;
    private final Schema schema = new Schema();

    RecordApi(Books books, Records records, Rendering rendering) {
        this.books = books;
        this.records = records;
        this.rendering = rendering;
    }

    /**
     * Answers a call.
     *
     * @param path segments after {@code record/v1}
     */
    Answer answer(Call call, List<String> path) {
        call.query().keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw Refused.parameter(name, "Unknown query parameter: " + name + ".");
                });
        if (path.isEmpty()) {
            throw Refused.url(404, "The record type is missing.", call.path());
        }
        if (path.get(0).equals("metadata-catalog")) {
            return schema.answer(call, path, root(call));
        }
        Kind kind = Kind.ofPath(path.get(0))
                .orElseThrow(() -> Refused.missing("Record type '" + path.get(0) + "' does not exist."));
        return switch (path.size()) {
            case 1 -> collection(call, kind);
            case 2 -> one(call, kind, path.get(1));
            case 3 -> lines(call, kind, path);
            default -> transform(call, kind, path);
        };
    }

    private Answer collection(Call call, Kind kind) {
        if (call.method().equals("POST")) {
            return written(call, kind, body -> records.create(kind, body));
        }
        requireMethod(call, "GET");
        String q = call.parameter("q");
        List<Transaction> found = q == null
                ? books.all().stream().filter(tx -> tx.kind == kind).toList()
                : Filter.parse(q).find(kind, books);
        Page page = Page.of(call, MOST, MOST);
        List<ObjectNode> items = page.cut(found).stream()
                .map(tx -> {
                    ObjectNode item = Wire.MAPPER.createObjectNode();
                    Rendering.link(item.putArray("links"), "self", url(call, tx));
                    return item.put("id", String.valueOf(tx.id));
                })
                .toList();
        return resource(page.envelope(items, found.size(), SignIn.url(call)));
    }

    private Answer one(Call call, Kind kind, String id) {
        if (call.method().equals("PUT")) {
            return upsert(call, kind, id);
        }
        Transaction tx = find(kind, id);
        switch (call.method()) {
            case "GET" -> {
                return resource(shown(call, tx));
            }
            case "PATCH" -> {
                return changed(call, tx);
            }
            case "DELETE" -> {
                records.delete(tx);
                return Answer.empty(204);
            }
            default -> throw Refused.url(405, "Method not allowed.", call.path());
        }
    }

    private ObjectNode shown(Call call, Transaction tx) {
        ObjectNode node = rendering.record(
                tx, url(call, tx), call.parameter("expandSubResources", "").equals("true"));
        String fields = call.parameter("fields");
        if (fields != null) {
            List<String> wanted = new ArrayList<>(List.of(fields.split(",", -1)));
            wanted.addAll(List.of("links", "id"));
            node.retain(wanted);
        }
        return node;
    }

    private Answer upsert(Call call, Kind kind, String id) {
        if (!id.startsWith("eid:")) {
            throw Refused.url(400, "PUT needs an external id in the path.", call.path());
        }
        String externalId = id.substring("eid:".length());
        Transaction known = books.byExternalId(externalId).orElse(null);
        if (known != null && known.kind == kind) {
            return changed(call, known);
        }
        return written(call, kind, body -> records.create(kind, body.put("externalId", externalId)));
    }

    private Answer changed(Call call, Transaction tx) {
        Set<String> replaced = Set.of(call.parameter("replace", "").split(",", -1));
        return written(call, tx.kind, body -> {
            records.change(tx, body, replaced);
            return tx;
        });
    }

    private Answer lines(Call call, Kind kind, List<String> path) {
        requireMethod(call, "GET");
        Transaction tx = find(kind, path.get(1));
        if (!path.get(2).equals(kind.sublist)) {
            throw Refused.missing("The sub-resource '" + path.get(2) + "' does not exist.");
        }
        return resource((ObjectNode) rendering.record(tx, url(call, tx), true).get(kind.sublist));
    }

    private Answer transform(Call call, Kind kind, List<String> path) {
        if (path.size() != 4 || !path.get(2).equals("!transform")) {
            throw Refused.url(404, "There is nothing at this address.", call.path());
        }
        requireMethod(call, "POST");
        if (path.get(1).startsWith("eid:")) {
            throw Refused.url(400, "A transform names its source by internal id.", call.path());
        }
        Kind target = Kind.ofPath(path.get(3))
                .orElseThrow(() -> Refused.missing("Record type '" + path.get(3) + "' does not exist."));
        Transaction source = find(kind, path.get(1));
        return written(call, target, body -> records.transform(source, target, body));
    }

    private interface Write {
        Transaction apply(ObjectNode body);
    }

    private Answer written(Call call, Kind kind, Write write) {
        String validation = Objects.requireNonNullElse(call.header("X-NetSuite-PropertyNameValidation"), "Warning");
        ObjectNode body = Wire.object(call.body());
        List<String> dropped = Properties.check(kind, body, validation.equalsIgnoreCase("Error"));
        Transaction tx = write.apply(body);
        Answer answer = Answer.empty(204).header("Location", url(call, tx));
        return dropped.isEmpty() || validation.equalsIgnoreCase("Ignore")
                ? answer
                : answer.header(
                        "Warning", "199 - \"Unknown properties were ignored: " + String.join(", ", dropped) + "\"");
    }

    private Transaction find(Kind kind, String id) {
        return (id.startsWith("eid:") ? books.byExternalId(id.substring("eid:".length())) : books.byId(Ids.parse(id)))
                .filter(tx -> tx.kind == kind)
                .orElseThrow(() ->
                        Refused.missing("The record instance does not exist. Provide a valid record instance ID."));
    }

    private static void requireMethod(Call call, String method) {
        if (!call.method().equals(method)) {
            throw Refused.url(405, "Method not allowed.", call.path());
        }
    }

    private static Answer resource(ObjectNode node) {
        return Answer.json(200, node)
                .header("Content-Type", "application/vnd.oracle.resource+json; type=singular; charset=UTF-8");
    }

    private static String url(Call call, Transaction tx) {
        return root(call) + tx.kind.path + "/" + tx.id;
    }

    private static String root(Call call) {
        return "http://" + call.header("Host") + ROOT;
    }
}
