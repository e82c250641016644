package io.contraflow.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.uuid.Generators;
import io.contraflow.bus.CanonicalEvent.About;
import io.contraflow.bus.CanonicalEvent.Type;
import io.contraflow.journal.Entry;
import io.contraflow.journal.StopListener;
import io.contraflow.model.Decision;
import io.contraflow.model.Milestone;
import io.contraflow.model.Return;
import io.contraflow.model.Settlement;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Records what changed as canonical events, inside the transaction that changes it, so that an event is published when and
 * only when it came true. Does nothing while {@code contraflow.bus} is {@code jdbc}.
 */
@Component
public class ReturnNews implements StopListener {
    private static final String OURSELVES = "contraflow";
    private static final int LONGEST_REASON = 1000;
    private final boolean on;
    private final EventTable table;
    private final JdbcClient db;
    private final ObjectMapper json;
    private final Clock clock;

    ReturnNews(
            @Value("${contraflow.bus:jdbc}") BusKind bus,
            EventTable table,
            JdbcClient db,
            ObjectMapper json,
            Clock clock) {
        this.on = bus == BusKind.KAFKA;
        this.table = table;
        this.db = db;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A return was opened or changed.
     *
     * @param before null when it was opened
     * @param actor who or which system
     * @param at when, as the sender says
     */
    public void changed(@Nullable Return before, Return after, String actor, Instant at) {
        if (!on) {
            return;
        }
        if (before == null) {
            tell(Type.ReturnOpened, after, actor, at, Map.of("status", after.status()));
        } else if (before.status() != after.status()) {
            tell(Type.StatusChanged, after, actor, at, Map.of("before", before.status(), "after", after.status()));
        }
        for (Milestone milestone : after.milestones()) {
            if (before == null || !before.has(milestone)) {
                tell(Type.MilestoneReached, after, actor, at, Map.of("milestone", milestone.key()));
            }
        }
        Decision decision = after.decision();
        if (decision != null && (before == null || !decision.equals(before.decision()))) {
            tell(Type.DecisionMade, after, actor, at, data(decision));
        }
        Settlement settlement = after.settlement();
        if (settlement != null && (before == null || !settlement.equals(before.settlement()))) {
            tell(Type.SettlementMade, after, actor, at, data(settlement));
        }
    }

    @Override
    public void stopped(String subject, Entry entry, boolean isDelivery, String why) {
        if (!on) {
            return;
        }
        UUID returnId = entry.returnId();
        Instant now = clock.instant();
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kind", isDelivery ? "delivery" : "event");
        data.put("connector", entry.connector());
        data.put("topic", entry.topic());
        data.put("subject", subject);
        data.put("attempts", entry.attempt());
        data.put("reason", why.length() > LONGEST_REASON ? why.substring(0, LONGEST_REASON) : why);
        keep(
                returnId == null ? subject : returnId.toString(),
                new CanonicalEvent(
                        newId(),
                        Type.DeadLetter,
                        CanonicalEvent.VERSION,
                        now,
                        now,
                        OURSELVES,
                        returnId == null ? null : about(returnId).orElse(null),
                        data));
    }

    private void tell(Type type, Return after, String actor, Instant at, Object data) {
        About about = new About(
                after.id(),
                after.number(),
                after.channel(),
                after.order().id(),
                after.order().name(),
                after.shopName(),
                after.status().name());
        keep(
                after.id().toString(),
                new CanonicalEvent(newId(), type, CanonicalEvent.VERSION, at, clock.instant(), actor, about, data));
    }

    private Optional<About> about(UUID id) {
        return db.sql("select number, channel, order_id, order_name, shop_name, status from returns where id = :id")
                .param("id", id)
                .query((row, number) -> new About(
                        id,
                        row.getString("number"),
                        row.getString("channel"),
                        row.getString("order_id"),
                        row.getString("order_name"),
                        row.getString("shop_name"),
                        row.getString("status")))
                .optional();
    }

    private static Map<String, Object> data(Decision decision) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("verdict", decision.verdict());
        data.put("policy", decision.policy());
        data.put("policyVersion", decision.version());
        data.put("rule", decision.rule());
        data.put("reason", decision.reason());
        if (decision.queue() != null) {
            data.put("queue", decision.queue());
        }
        return data;
    }

    private static Map<String, Object> data(Settlement settlement) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("refund", settlement.refund());
        data.put("goods", settlement.goods());
        data.put("shipping", settlement.shipping());
        data.put("restockingFee", settlement.restockingFee());
        data.put("labelFee", settlement.labelFee());
        data.put("deducted", settlement.deducted());
        data.put("storeCredit", settlement.storeCredit());
        data.put("bonus", settlement.bonus());
        data.put("exchanged", settlement.exchanged());
        data.put("giftCard", settlement.giftCard());
        data.put("owed", settlement.owed());
        return data;
    }

    private void keep(String key, CanonicalEvent event) {
        try {
            table.add(key, json.writeValueAsString(event), event.recordedAt());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the event " + event.id() + " cannot be written", e);
        }
    }

    private static UUID newId() {
        return Generators.timeBasedEpochGenerator().generate();
    }
}
