package io.contraflow.flow;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import io.contraflow.model.Money;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of claims: who moved which claim to which state, when and why. */
@Component
class ClaimSteps {
    private final JdbcClient db;
    private final Clock clock;

    ClaimSteps(JdbcClient db, Clock clock) {
        this.db = db;
        this.clock = clock;
    }

    /** A step with the claim that it belongs to. */
    private record Kept(UUID claim, SupplierClaims.Step step) {}

    /**
     * The steps of claims of these returns, by claim, oldest first.
     *
     * @param currencies currency of each return
     */
    Map<UUID, List<SupplierClaims.Step>> of(Map<UUID, String> currencies) {
        if (currencies.isEmpty()) {
            return Map.of();
        }
        return db
                .sql("select claim, return_id, state, amount, note, actor, at from claim_step"
                        + " where return_id in (:returns) order by claim, step")
                .param("returns", currencies.keySet())
                .query((row, number) -> {
                    Long amount = row.getObject("amount", Long.class);
                    String currency = currencies.get(row.getObject("return_id", UUID.class));
                    return new Kept(
                            row.getObject("claim", UUID.class),
                            new SupplierClaims.Step(
                                    ClaimState.valueOf(row.getString("state")),
                                    amount == null || currency == null ? null : new Money(amount, currency),
                                    row.getString("note"),
                                    row.getString("actor"),
                                    row.getObject("at", OffsetDateTime.class).toInstant()));
                })
                .list()
                .stream()
                .collect(groupingBy(Kept::claim, mapping(Kept::step, toList())));
    }

    /**
     * Adds a step.
     *
     * @param number how many steps the claim has already
     * @throws org.springframework.dao.DuplicateKeyException if somebody else added a step meanwhile
     */
    void add(
            SupplierClaims.Claim claim,
            int number,
            ClaimState state,
            @Nullable Money amount,
            String note,
            String actor) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        db.sql("insert into claim_step (claim, step, return_id, state, amount, note, actor, at)"
                        + " values (:claim, :step, :about, :state, :amount, :note, :actor, :at)")
                .param("claim", claim.id())
                .param("step", number)
                .param("about", claim.returnId())
                .param("state", state.name())
                .param("amount", amount == null ? null : amount.minor(), java.sql.Types.BIGINT)
                .param("note", note)
                .param("actor", actor)
                .param("at", now.atOffset(ZoneOffset.UTC))
                .update();
    }
}
