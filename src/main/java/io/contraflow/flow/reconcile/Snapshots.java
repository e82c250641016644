package io.contraflow.flow.reconcile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.flow.Channels;
import io.contraflow.journal.Deliveries;
import io.contraflow.journal.DeliveryView;
import io.contraflow.journal.Entry;
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
     * A picture, and what became of each question.
     *
     * @param picture what could be read
     * @param asked the roles whose system was asked
     */
    record Reading(Picture picture, Map<Role, Compared.Outcome> asked) {
        boolean isUnread() {
            return asked.containsValue(Compared.Outcome.UNREAD);
        }

        /** Whether every system was read, so that what was not found is not there. */
        boolean isComplete() {
            return !isUnread() && picture.busy().isEmpty();
        }
    }

    Reading read(Return ours) {
        List<DeliveryView> deliveries = journal.deliveriesOf(ours.id());
        Set<Role> busy = EnumSet.noneOf(Role.class);
        deliveries.stream().filter(one -> one.state().isOpen()).forEach(one -> busy.add(Role.of(one.role())));
        boolean isFirst = candidates.isFirstOfItsOrder(ours.id(), ours.order().id());
        byte[] asked = asked(isFirst, deliveries);
        Map<Role, Snapshot> theirs = new EnumMap<>(Role.class);
        Map<Role, Compared.Outcome> outcomes = new EnumMap<>(Role.class);
        channels.channel(ours.channel()).roles().forEach((key, connector) -> {
            Role role = Role.of(key);
            if (!busy.contains(role) && canBeAsked(connector)) {
                try {
                    Optional<Snapshot> snapshot = snapshot(ours.id(), connector, asked);
                    snapshot.ifPresent(read -> theirs.put(role, read));
                    outcomes.put(role, snapshot.isPresent() ? Compared.Outcome.READ : Compared.Outcome.NOTHING);
                } catch (Exception e) {
                    LOG.info("{} cannot be read for {}: {}", connector, ours.number(), e.getMessage());
                    outcomes.put(role, Compared.Outcome.UNREAD);
                }
            }
        });
        boolean sharesTicket = candidates.sharesTicket(ours.id());
        return new Reading(new Picture(ours, theirs, busy, isFirst, sharesTicket), outcomes);
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

    /** Whether the connector's type can say how a return stands there. */
    boolean canBeAsked(String connector) {
        return camel.getRoute(route(connector)) != null;
    }

    private static String route(String connector) {
        return connector + "-snapshot";
    }

    /** Empty when the return is none of that system's business. */
    private Optional<Snapshot> snapshot(UUID id, String connector, byte[] asked) throws Exception {
        String route = route(connector);
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
