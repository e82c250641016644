package io.contraflow.story;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import io.contraflow.flow.ReturnStore;
import io.contraflow.flow.Returns;
import io.contraflow.journal.Journal;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.Dated;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A storefront whose systems do not exist: what they are told stays in the outbox, and what they say is put into the
 * inbox by a test.
 */
final class SilentChannel {
    static final String NAME = "shop-silent";
    private static final String CONNECTORS = "silent-";
    private final Returns returns;
    private final ReturnStore store;
    private final Journal journal;
    private final TransactionTemplate transaction;
    private final JdbcClient db;
    private final ObjectMapper json;

    SilentChannel(
            Returns returns,
            ReturnStore store,
            Journal journal,
            TransactionTemplate transaction,
            JdbcClient db,
            ObjectMapper json) {
        this.returns = returns;
        this.store = store;
        this.journal = journal;
        this.transaction = transaction;
        this.db = db;
        this.json = json;
    }

    /** The connector that serves a role here. */
    static String connector(String role) {
        return CONNECTORS + role;
    }

    UUID open(ReturnEvent.ReturnRequested request) {
        return returns.open(request, "test", "test", request.order().id()).id();
    }

    Return find(UUID id) {
        return store.find(id).orElseThrow();
    }

    /** An event on its way: those of one lane stay in order, the same key is taken once. */
    record Saying(UUID about, String key, String lane, List<Dated> events) {}

    /** Puts all of it into the inbox and waits until it is worked on. */
    void hear(List<Saying> sayings) {
        transaction.executeWithoutResult(tx -> sayings.forEach(saying ->
                journal.post("contraflow", saying.key(), "answer", CONNECTORS + saying.lane(), write(saying))));
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> db.sql("select count(*) from inbox where lane like 'silent-%' and state <> 'DONE'")
                        .query(Long.class)
                        .single()
                        .equals(0L));
    }

    private byte[] write(Saying saying) {
        ObjectNode envelope = json.createObjectNode();
        envelope.put("returnId", saying.about().toString());
        envelope.put("sender", "test");
        ArrayNode events = envelope.putArray("events");
        try {
            for (Dated said : saying.events()) {
                envelope.put("at", said.at().toString());
                events.addRawValue(
                        new RawValue(json.writerFor(ReturnEvent.class).writeValueAsString(said.event())));
            }
            return json.writeValueAsBytes(envelope);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every system takes what it was told, without an answer. */
    void deliverEverything() {
        db.sql("update outbox set state = 'DONE' where connector like 'silent-%'")
                .update();
    }

    /** How often each system was told what, pieces counted one by one however they came together. */
    Map<String, Integer> told(UUID id) {
        Map<String, Integer> told = new TreeMap<>();
        db.sql("select role, operation, payload from outbox where return_id = :id")
                .param("id", id)
                .query(row -> {
                    JsonNode payload = read(row.getBytes(3));
                    String what = row.getString(1) + "/" + row.getString(2) + " " + payload.get("params");
                    JsonNode lots = payload.at("/args/lots");
                    if (lots.isEmpty()) {
                        told.merge(what, 1, Integer::sum);
                    }
                    lots.forEach(lot -> told.merge(
                            what + " " + lot.path("orderLineId").asText() + " "
                                    + lot.path("disposition").asText(),
                            lot.get("quantity").asInt(),
                            Integer::sum));
                });
        return told;
    }

    private JsonNode read(byte[] payload) {
        try {
            return json.readTree(payload);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
