package io.contraflow.flow;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.Deliveries;
import io.contraflow.journal.Entry;
import io.contraflow.lifecycle.ExchangeGoods;
import io.contraflow.lifecycle.Siblings;
import io.contraflow.model.Order;
import io.contraflow.model.Return;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the document that the mappings of a delivery read; always of what is known now, never of what was known once. */
@Component
class DeliveryDocuments implements Deliveries {
    private static final String REFUND = "issue-refund";

    private final ReturnStore store;
    private final Channels channels;
    private final ObjectMapper json;
    private final Instant startedAt;

    DeliveryDocuments(ReturnStore store, Channels channels, ObjectMapper json, Clock clock) {
        this.store = store;
        this.channels = channels;
        this.json = json;
        this.startedAt = clock.instant();
    }

    @Override
    public @Nullable Object document(Entry delivery) {
        UUID id = delivery.returnId();
        Optional<Return> found = id == null ? Optional.empty() : store.find(id);
        if (id == null || found.isEmpty()) {
            return null;
        }
        Return about = found.get();
        Map<String, Object> document = new LinkedHashMap<>();
        document.put(
                "delivery",
                Map.of(
                        "id",
                        delivery.key(),
                        "operation",
                        delivery.topic(),
                        "attempt",
                        delivery.attempt(),
                        "mayBeDone",
                        mayBeDone(delivery, about)));
        document.put("return", json.convertValue(about, Map.class));
        document.put("refs", store.refs(id));
        if (delivery.topic().equals(REFUND)) {
            document.put("beyondPaid", isBeyondPaid(about));
        }
        document.put("comingBack", ExchangeGoods.comingBack(about));
        document.put("goods", json.convertValue(ExchangeGoods.of(about), List.class));
        Channels.Channel channel = channels.channel(about.channel());
        document.put(
                "channel", Map.of("name", about.channel(), "locale", channel.locale(), "sender", channel.sender()));
        document.putAll(asked(delivery));
        return document;
    }

    /** Whether all returns of the order together give more than was paid, as only a bonus makes them. */
    private boolean isBeyondPaid(Return about) {
        Order order = about.order();
        Siblings all = Siblings.of(order.currency(), store.ofOrder(order.id()));
        return all.bonuses().isPositive()
                && order.refunded().plus(all.refunded()).plus(all.bonuses()).compareTo(order.paid()) > 0;
    }

    /**
     * Whether an earlier try may have had its effect. A delivery or return that was there before this process may come
     * from a backup, and then the systems know more about it than we do.
     */
    private boolean mayBeDone(Entry delivery, Return about) {
        return delivery.attempt() > 1
                || delivery.at().isBefore(startedAt)
                || about.createdAt().isBefore(startedAt);
    }

    private Map<String, Object> asked(Entry delivery) {
        try {
            return json.readerForMapOf(Object.class).readValue(delivery.payload());
        } catch (IOException e) {
            throw new IllegalStateException("delivery " + delivery.key() + " cannot be read", e);
        }
    }
}
