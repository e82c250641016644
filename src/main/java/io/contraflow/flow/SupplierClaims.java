package io.contraflow.flow;

import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.MissingMapping;
import io.contraflow.model.Disposition;
import io.contraflow.model.Label;
import io.contraflow.model.Money;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Piece;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;

/**
 * What can be claimed from suppliers and carriers: pieces that go back to them, and pieces of faulty goods that cannot be
 * sold again. Read from the returns each time, so it is always what they say; only what became of a claim is kept.
 */
@Component
public class SupplierClaims {
    private static final String SUPPLIERS = "supplier";
    private static final int PAGE = 200;

    private final ReturnStore store;
    private final Mappings mappings;
    private final ClaimSteps steps;

    SupplierClaims(ReturnStore store, Mappings mappings, ClaimSteps steps) {
        this.store = store;
        this.mappings = mappings;
        this.steps = steps;
    }

    /**
     * What somebody did with a claim.
     *
     * @param state the state since then
     * @param amount what the other side pays; null unless {@code ACCEPTED}
     * @param note why; empty when nobody said so
     * @param actor login of the person
     */
    public record Step(ClaimState state, @Nullable Money amount, String note, String actor, Instant at) {}

    /**
     * Pieces of one return line with the same grade and fate.
     *
     * @param id the same each time it is read
     * @param party who is to pay
     * @param carrier who carried the parcel back, as far as the label says; empty unless the carrier is to pay
     * @param state how far the claim is
     * @param accepted what the other side pays; null while that is open and when it does not
     * @param steps what people did with it, oldest first
     * @param supplier what the table {@code supplier} says about the SKU; empty when nothing
     * @param reason the customer's
     * @param paid what the customer paid for the pieces, tax included
     * @param evidence where the proof of their state is kept
     * @param remarks the inspector's words
     */
    public record Claim(
            UUID id,
            ClaimParty party,
            String carrier,
            ClaimState state,
            @Nullable Money accepted,
            List<Step> steps,
            String number,
            UUID returnId,
            String order,
            Instant requestedAt,
            String sku,
            String title,
            String supplier,
            int quantity,
            String reason,
            String grade,
            Disposition disposition,
            Money paid,
            List<String> evidence,
            List<String> remarks) {}

    /** Those of returns that were asked for from one moment on and before another, oldest first, at most {@code most}. */
    public List<Claim> between(Instant from, Instant to, int most) {
        List<Claim> claims = new ArrayList<>();
        ReturnStore.Place last = null;
        List<Return> page;
        do {
            page = store.claimable(from, to, last, PAGE);
            claims.addAll(of(page));
            if (!page.isEmpty()) {
                last = store.place(page.get(page.size() - 1).id(), false).orElseThrow();
            }
        } while (page.size() == PAGE && claims.size() < most);
        return claims.stream().limit(most).toList();
    }

    /**
     * Moves a claim of a return to another state. The same once more changes nothing.
     *
     * @param amount what the other side pays, above zero; given for {@code ACCEPTED} and null for all others
     * @param actor login of the person
     * @return the claim as it is now; empty when the return has no such claim
     * @throws Impossible if the state cannot come next, or somebody else was faster
     * @throws IllegalArgumentException if the amount is missing, not wanted, or not in the currency of the order
     */
    public Optional<Claim> move(
            UUID returnId, UUID id, ClaimState to, @Nullable Money amount, String note, String actor) {
        Claim claim = find(returnId, id).orElse(null);
        if (claim == null) {
            return Optional.empty();
        }
        check(claim, to, amount);
        if (claim.state() == to && Objects.equals(to == ClaimState.ACCEPTED ? claim.accepted() : null, amount)) {
            return Optional.of(claim);
        } else if (!claim.state().next().contains(to)) {
            throw new Impossible("the claim is " + claim.state() + " and cannot become " + to);
        }
        try {
            steps.add(claim, claim.steps().size(), to, amount, note, actor);
        } catch (DuplicateKeyException faster) {
            throw new Impossible("somebody else has moved the claim meanwhile; look at it again");
        }
        return find(returnId, id);
    }

    private static void check(Claim claim, ClaimState to, @Nullable Money amount) {
        if ((to == ClaimState.ACCEPTED) != (amount != null)) {
            throw new IllegalArgumentException("the field amount belongs to the state ACCEPTED, and to no other");
        } else if (amount != null
                && (!amount.isPositive()
                        || !amount.currency().equals(claim.paid().currency()))) {
            throw new IllegalArgumentException(
                    "the field amount must be above zero and in " + claim.paid().currency());
        }
    }

    private Optional<Claim> find(UUID returnId, UUID id) {
        return store.find(returnId)
                .map(about -> of(List.of(about)))
                .flatMap(all -> all.stream().filter(one -> one.id().equals(id)).findFirst());
    }

    /** Whether there is or was anything to claim. */
    static boolean isClaimable(Return about) {
        return about.lines().stream().anyMatch(line -> line.pieces().stream()
                .anyMatch(piece -> ClaimParty.of(line, piece).isPresent()));
    }

    private List<Claim> of(List<Return> page) {
        Map<UUID, List<Step>> known = steps.of(page.stream()
                .collect(Collectors.toMap(Return::id, about -> about.order().currency())));
        return page.stream().flatMap(about -> of(about, known).stream()).toList();
    }

    private List<Claim> of(Return about, Map<UUID, List<Step>> known) {
        List<Claim> claims = new ArrayList<>();
        for (ReturnLine line : about.lines()) {
            Map<Alike, List<Piece>> alike = new LinkedHashMap<>();
            for (Piece piece : line.pieces()) {
                ClaimParty.of(line, piece)
                        .ifPresent(party -> alike.computeIfAbsent(Alike.of(party, piece), any -> new ArrayList<>())
                                .add(piece));
            }
            about.order()
                    .line(line.orderLineId())
                    .ifPresent(ordered -> alike.forEach(
                            (key, pieces) -> claims.add(claim(about, line, ordered, key, pieces, known))));
        }
        return claims;
    }

    /** What pieces of one claim have in common. */
    private record Alike(ClaimParty party, String grade, Disposition disposition) {
        static Alike of(ClaimParty party, Piece piece) {
            return new Alike(party, Objects.requireNonNull(piece.grade()), Objects.requireNonNull(piece.disposition()));
        }

        UUID id(Return about, ReturnLine line) {
            String name = String.join("\n", about.id().toString(), line.id(), party.name(), grade, disposition.name());
            return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        }
    }

    private Claim claim(
            Return about,
            ReturnLine line,
            OrderLine ordered,
            Alike alike,
            List<Piece> pieces,
            Map<UUID, List<Step>> known) {
        UUID id = alike.id(about, line);
        List<Step> done = known.getOrDefault(id, List.of());
        Label label = about.label();
        return new Claim(
                id,
                alike.party(),
                alike.party() == ClaimParty.CARRIER && label != null ? label.carrier() : "",
                done.isEmpty() ? ClaimState.OPEN : done.get(done.size() - 1).state(),
                done.stream()
                        .map(Step::amount)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                done,
                about.number(),
                about.id(),
                about.order().name(),
                about.createdAt(),
                line.sku(),
                ordered.title(),
                supplier(line.sku()),
                pieces.size(),
                line.reason(),
                alike.grade(),
                alike.disposition(),
                share(ordered, pieces.size()),
                pieces.stream()
                        .flatMap(piece -> piece.evidence().stream())
                        .distinct()
                        .toList(),
                pieces.stream()
                        .flatMap(piece -> Stream.of(piece.remark()))
                        .filter(remark -> !remark.isEmpty())
                        .distinct()
                        .toList());
    }

    private static Money share(OrderLine ordered, int pieces) {
        long minor = BigDecimal.valueOf(ordered.paid().minor())
                .multiply(BigDecimal.valueOf(pieces))
                .divide(BigDecimal.valueOf(ordered.quantity()), 0, RoundingMode.HALF_UP)
                .longValueExact();
        return new Money(minor, ordered.paid().currency());
    }

    private String supplier(String sku) {
        try {
            return mappings.tables().contains(SUPPLIERS) && !sku.isEmpty()
                    ? mappings.find(SUPPLIERS, sku).orElse("")
                    : "";
        } catch (MissingMapping gone) {
            return "";
        }
    }
}
