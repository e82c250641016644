package io.contraflow.flow.reconcile;

import io.contraflow.connector.RecordLinks;
import io.contraflow.exception.ExceptionCase;
import io.contraflow.exception.ExceptionKind;
import io.contraflow.exception.Exceptions;
import io.contraflow.flow.Channels;
import io.contraflow.flow.ReturnStore;
import io.contraflow.journal.DeliveryView;
import io.contraflow.journal.EntryState;
import io.contraflow.journal.JournalReader;
import io.contraflow.model.Return;
import io.contraflow.model.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts together how each system stands to a return: what it has of it, where that is seen, and whether it agrees. */
@Component
public class Standings {
    private final ReturnStore store;
    private final Channels channels;
    private final JournalReader journal;
    private final Exceptions exceptions;
    private final ComparedTable compared;
    private final RunTable runs;
    private final Snapshots snapshots;
    private final RecordLinks links;

    Standings(
            ReturnStore store,
            Channels channels,
            JournalReader journal,
            Exceptions exceptions,
            ComparedTable compared,
            RunTable runs,
            Snapshots snapshots,
            RecordLinks links) {
        this.store = store;
        this.channels = channels;
        this.journal = journal;
        this.exceptions = exceptions;
        this.compared = compared;
        this.runs = runs;
        this.snapshots = snapshots;
        this.links = links;
    }

    /** The systems of the return's channel in the order of their roles, then others that know of it. */
    public List<Standing> of(Return ours) {
        Known known = new Known(ours);
        return known.connectors().entrySet().stream()
                .map(entry -> known.standing(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** All that is known of one return. */
    private final class Known {
        private final Return ours;
        private final Map<String, List<Standing.SystemRecord>> records = new LinkedHashMap<>();
        private final Map<String, List<DeliveryView>> deliveries;
        private final Map<Role, Compared> last = new EnumMap<>(Role.class);
        private final Map<UUID, List<Finding>> findings;
        private final Map<String, ExceptionCase> drift = new HashMap<>();

        Known(Return ours) {
            this.ours = ours;
            channel()
                    .map(Channels.Channel::roles)
                    .map(roles -> roles.get(Role.SHOP.key()))
                    .ifPresent(shop -> add(shop, "order", ours.order().id()));
            store.names(ours.id()).forEach(name -> add(name.connector(), name.kind(), name.ref()));
            deliveries =
                    journal.deliveriesOf(ours.id()).stream().collect(Collectors.groupingBy(DeliveryView::connector));
            compared.of(ours.id()).forEach(one -> last.put(one.role(), one));
            findings = runs.findings(
                    ours.id(), last.values().stream().map(Compared::run).collect(Collectors.toSet()));
            // The newest of each subject stands.
            exceptions.of(ours.id()).stream()
                    .filter(one -> one.kind() == ExceptionKind.DRIFT && one.subject() != null)
                    .forEach(one -> drift.put(String.valueOf(one.subject()), one));
        }

        private Optional<Channels.Channel> channel() {
            return Optional.ofNullable(channels.channels().get(ours.channel()));
        }

        private void add(String connector, String kind, String id) {
            records.computeIfAbsent(connector, name -> new ArrayList<>())
                    .add(new Standing.SystemRecord(
                            kind,
                            id,
                            links.link(connector, kind, id, ours.order().id()).orElse(null)));
        }

        /** Connectors with their role, if they have one. */
        Map<String, Optional<Role>> connectors() {
            Map<String, Optional<Role>> all = new LinkedHashMap<>();
            channel().ifPresent(channel -> channel.roles().entrySet().stream()
                    .sorted(Comparator.comparing(entry -> Role.of(entry.getKey())))
                    .forEach(entry -> all.putIfAbsent(entry.getValue(), Optional.of(Role.of(entry.getKey())))));
            TreeSet<String> others = new TreeSet<>(deliveries.keySet());
            others.addAll(records.keySet());
            // What began with us, and what we tell ourselves, is no other system.
            others.removeAll(List.of("api", "contraflow"));
            others.forEach(name -> all.putIfAbsent(name, Optional.empty()));
            return all;
        }

        Standing standing(String connector, Optional<Role> role) {
            List<DeliveryView> asked = deliveries.getOrDefault(connector, List.of());
            List<DeliveryView> owed =
                    asked.stream().filter(one -> one.state().isOpen()).toList();
            Compared comparison = role.map(last::get).orElse(null);
            List<Finding> found = comparison == null ? List.of() : found(comparison);
            Agreement agreement = agreement(connector, owed, comparison, found);
            Instant at = comparison == null ? null : comparison.at();
            return new Standing(
                    connector,
                    role.map(Role::key).orElse(null),
                    records.getOrDefault(connector, List.of()),
                    agreement,
                    agreement.meaning(),
                    at,
                    at != null
                            && (ours.updatedAt().isAfter(at)
                                    || asked.stream().anyMatch(one -> isLater(one.doneAt(), at))),
                    owed.size(),
                    found.stream()
                            .filter(one -> one.outcome() != Finding.Outcome.HEALED)
                            .map(this::disagreement)
                            .toList(),
                    asked.isEmpty() ? null : asked.get(asked.size() - 1));
        }

        private List<Finding> found(Compared comparison) {
            return findings.getOrDefault(comparison.run(), List.of()).stream()
                    .filter(one -> one.role().equals(comparison.role().key()))
                    .toList();
        }

        private Agreement agreement(
                String connector, List<DeliveryView> owed, @Nullable Compared comparison, List<Finding> found) {
            if (owed.stream().anyMatch(one -> one.state() != EntryState.WAITING)) {
                return Agreement.STOPPED;
            } else if (found.stream().anyMatch(one -> exception(one).isPresent())) {
                return Agreement.DIFFERS;
            } else if (!owed.isEmpty()) {
                return Agreement.WAITS;
            } else if (comparison == null) {
                return snapshots.canBeAsked(connector) ? Agreement.NOT_COMPARED : Agreement.NOT_COMPARABLE;
            }
            return switch (comparison.outcome()) {
                case UNREAD -> Agreement.UNREAD;
                case NOTHING -> Agreement.NOTHING;
                case READ ->
                    found.isEmpty()
                            ? Agreement.AGREES
                            : found.stream().anyMatch(one -> one.outcome() == Finding.Outcome.HEALED)
                                    ? Agreement.HEALED
                                    : Agreement.ACCEPTED;
            };
        }

        private Standing.Disagreement disagreement(Finding one) {
            Optional<ExceptionCase> waiting = exception(one);
            return new Standing.Disagreement(
                    one.kind(),
                    one.sentence(),
                    one.ours(),
                    one.theirs(),
                    waiting.map(ExceptionCase::openedAt).orElse(one.at()),
                    waiting.map(ExceptionCase::id).orElse(null));
        }

        /** What waits for a person about a difference; empty when a person has left it as it is. */
        private Optional<ExceptionCase> exception(Finding one) {
            return Optional.ofNullable(drift.get(Verdicts.subject(ours.id(), one.kind())))
                    .filter(known -> one.outcome() != Finding.Outcome.HEALED
                            && known.state().equals("OPEN"));
        }
    }

    private static boolean isLater(@Nullable Instant time, Instant than) {
        return time != null && time.isAfter(than);
    }
}
