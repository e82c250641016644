package io.contraflow.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.journal.DeliveryListener;
import io.contraflow.journal.Entry;
import io.contraflow.journal.Journal;
import io.contraflow.timeline.Timeline;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Records how deliveries end. What a system answered comes back through our own inbox as an event; what it calls the
 * return is remembered at once, so that the next delivery to it can say it.
 */
@Component
class DeliveryOutcomes implements DeliveryListener {
    /** A route that ends without a mapping ends with a foreign answer, which is nobody's to keep. */
    private static final List<String> OURS = List.of("sentence", "refs", "events");

    private final ReturnStore store;
    private final Journal journal;
    private final Timeline timeline;
    private final ObjectMapper json;
    private final Clock clock;

    DeliveryOutcomes(ReturnStore store, Journal journal, Timeline timeline, ObjectMapper json, Clock clock) {
        this.store = store;
        this.journal = journal;
        this.timeline = timeline;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public void delivered(Entry delivery, @Nullable Object answer) {
        UUID id = delivery.returnId();
        if (id == null) {
            return;
        }
        Map<?, ?> said = answer instanceof Map<?, ?> map && OURS.stream().anyMatch(map::containsKey) ? map : Map.of();
        if (said.get("refs") instanceof Map<?, ?> refs) {
            refs.forEach((kind, ref) -> {
                for (Object one : ref instanceof List<?> several ? several : Collections.singletonList(ref)) {
                    if (one != null) {
                        store.refer(id, delivery.connector(), kind.toString(), one.toString());
                    }
                }
            });
        }
        boolean hasEvents = said.get("events") instanceof List<?> events && !events.isEmpty();
        timeline.add(
                id,
                new Timeline.Moment(
                        clock.instant(),
                        "delivery",
                        delivery.connector(),
                        sentence(delivery, said),
                        said.isEmpty() ? null : write(said)));
        if (hasEvents || mayNowRest(id)) {
            comeBack(id, delivery, hasEvents ? said.get("events") : List.of());
        }
    }

    private void comeBack(UUID id, Entry delivery, @Nullable Object events) {
        Map<String, Object> back = new LinkedHashMap<>();
        back.put("returnId", id.toString());
        back.put("sender", delivery.connector());
        back.put("events", events == null ? List.of() : events);
        journal.post(
                "contraflow",
                "answer-" + delivery.key(),
                "answer",
                Turn.laneOf(id),
                write(back).getBytes(UTF_8));
    }

    @Override
    public void skipped(Entry delivery, String why) {
        UUID id = delivery.returnId();
        if (id == null) {
            return;
        }
        timeline.add(
                id,
                new Timeline.Moment(
                        clock.instant(),
                        "delivery",
                        delivery.connector(),
                        delivery.topic() + " was ended without being done: " + why,
                        null));
        if (mayNowRest(id)) {
            comeBack(id, delivery, List.of());
        }
    }

    private static String sentence(Entry delivery, Map<?, ?> said) {
        String what = said.get("sentence") instanceof String own ? own : delivery.topic() + " delivered.";
        return delivery.attempt() == 1 ? what : what + " (Try " + delivery.attempt() + ".)";
    }

    /** Locks the return, so that of two last deliveries the later one sees that it is the last. */
    private boolean mayNowRest(UUID id) {
        return store.lockStatus(id).filter(Turn::mayRest).isPresent()
                && store.find(id).filter(Turn::mayRest).isPresent()
                && !journal.owes(id);
    }

    @Override
    public void stopped(Entry delivery, String why) {
        UUID id = delivery.returnId();
        if (id != null) {
            timeline.add(
                    id,
                    new Timeline.Moment(
                            clock.instant(),
                            "failure",
                            delivery.connector(),
                            delivery.topic() + " stopped after " + delivery.attempt() + " tries: " + why,
                            null));
        }
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer cannot be written", e);
        }
    }
}
