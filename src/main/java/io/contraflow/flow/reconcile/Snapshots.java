package io.contraflow.flow.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.flow.Channels;
import io.contraflow.journal.Deliveries;
import io.contraflow.journal.DeliveryView;
import io.contraflow.journal.Entry;
import io.contraflow.journal.EntryState;
import io.contraflow.journal.JournalReader;
import io.contraflow.journal.JournalVariables;
import io.contraflow.model.Return;
import io.contraflow.model.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads how a return stands in each system, through the route {@code <connector>-snapshot}; changes nothing there. */
@Component
class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final Set<EntryState> OPEN = EnumSet.of(EntryState.WAITING, EntryState.PARKED, EntryState.DEAD);

    private final CamelContext camel;
    private final ProducerTemplate routes;
    private final Channels channels;
    private final Deliveries documents;
    private final JournalReader journal;
    private final Candidates candidates;
    private final ObjectMapper json;
    private final Clock clock;

    Snapshots(
            CamelContext camel,
            ProducerTemplate routes,
            Channels channels,
            Deliveries documents,
            JournalReader journal,
            Candidates candidates,
            ObjectMapper json,
            Clock clock) {
        this.camel = camel;
        this.routes = routes;
        this.channels = channels;
        this.documents = documents;
        this.journal = journal;
        this.candidates = candidates;
        this.json = json;
        this.clock = clock;
    }

    /**
     * A picture, and the roles whose system did not answer.
     *
     * @param picture what could be read
     */
    record Reading(Picture picture, Set<Role> unread) {}

    Reading read(Return ours) {
        List<DeliveryView> deliveries = journal.deliveriesOf(ours.id());
        Set<Role> busy = EnumSet.noneOf(Role.class);
        deliveries.stream().filter(one -> OPEN.contains(one.state())).forEach(one -> busy.add(Role.of(one.role())));
        boolean isFirst = candidates.isFirstOfItsOrder(ours.id(), ours.order().id());
        byte[] asked = asked(isFirst, deliveries);
        Map<Role, Snapshot> theirs = new EnumMap<>(Role.class);
        Set<Role> unread = EnumSet.noneOf(Role.class);
        channels.channel(ours.channel()).roles().forEach((key, connector) -> {
            Role role = Role.of(key);
            if (!busy.contains(role)) {
                try {
                    snapshot(ours.id(), connector, asked).ifPresent(snapshot -> theirs.put(role, snapshot));
                } catch (Exception e) {
                    LOG.info("{} cannot be read for {}: {}", connector, ours.number(), e.getMessage());
                    unread.add(role);
                }
            }
        });
        boolean sharesTicket = candidates.sharesTicket(ours.id());
        return new Reading(new Picture(ours, theirs, busy, isFirst, sharesTicket), unread);
    }

    private byte[] asked(boolean isFirst, List<DeliveryView> deliveries) {
        List<String> receipts = deliveries.stream()
                .filter(one -> one.operation().equals("receive-items"))
                .map(one -> one.id().toString())
                .toList();
        try {
            return json.writeValueAsBytes(Map.of("args", Map.of("first", isFirst, "receipts", receipts)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a question cannot be written", e);
        }
    }

    /** Empty when the type cannot be asked, or the return is none of that system's business. */
    private Optional<Snapshot> snapshot(UUID id, String connector, byte[] asked) throws Exception {
        String route = connector + "-snapshot";
        if (camel.getRoute(route) == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Entry question = new Entry(0, connector, "snapshot", id.toString(), route, id, asked, 1, now, now, null, null);
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable(JournalVariables.ENTRY, question);
        exchange.setVariable(JournalVariables.CONNECTOR, connector);
        exchange.setVariable("delivery", documents.document(question));
        routes.send("direct:" + route, exchange);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        Object answer = exchange.getMessage().getBody();
        return answer instanceof Map<?, ?> map && !map.isEmpty()
                ? Optional.of(json.convertValue(map, Snapshot.class))
                : Optional.empty();
    }
}
