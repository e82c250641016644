package io.contraflow.flow;

import io.contraflow.model.Decision;
import io.contraflow.model.Decision.Deduction;
import io.contraflow.model.Disposition;
import io.contraflow.model.Piece;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import io.contraflow.policy.Case;
import io.contraflow.policy.History;
import io.contraflow.policy.Policies;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Why a return was or would be looked at for what its customer did before; computed anew from our records each time. */
@Component
public class RiskSignals {
    private static final int PAGE = 200;
    private static final Set<Disposition> NOT_SOLD_BY_US = Set.of(Disposition.REVIEW, Disposition.SEND_BACK);

    private final ReturnStore store;
    private final Policies policies;
    private final Channels channels;
    private final TransactionTemplate transaction;

    RiskSignals(ReturnStore store, Policies policies, Channels channels, TransactionTemplate transaction) {
        this.store = store;
        this.policies = policies;
        this.channels = channels;
        this.transaction = transaction;
    }

    /**
     * @param history what the customer did before this return, as it is known now
     * @param policy the policy that judges it, with its version
     * @param signals each rule of risk, whether it holds, and why
     */
    public record Risk(History history, String policy, List<Decision.Step> signals) {}

    /** Empty when there is no such return. */
    public Optional<Risk> of(UUID id) {
        return store.find(id).map(about -> {
            Channels.Channel channel = channels.channel(about.channel());
            ZoneId zone = channel.zone();
            History history = store.history(about);
            var policy = policies.policy(
                    channel.policy(), LocalDate.ofInstant(about.order().placedAt(), zone));
            return new Risk(
                    history, policy.name() + " " + policy.version(), policy.risks(Case.of(about, history, zone)));
        });
    }

    /** Counts the pieces of all returns anew; needed once for returns that ended before they were counted. */
    public long recount() {
        long counted = 0;
        UUID last = new UUID(0, 0);
        List<UUID> page = store.idsAfter(last, PAGE);
        while (!page.isEmpty()) {
            for (UUID id : page) {
                transaction.executeWithoutResult(tx -> store.lock(id).ifPresent(store::recount));
            }
            counted += page.size();
            page = store.idsAfter(page.get(page.size() - 1), PAGE);
        }
        return counted;
    }

    /** Pieces that came back in a state for which the policy keeps money. */
    public static int worn(Return about) {
        Decision decision = about.decision();
        if (decision == null) {
            return 0;
        }
        int worn = 0;
        for (ReturnLine line : about.lines()) {
            List<String> grades = decision.terms().deductions().stream()
                    .filter(one -> one.lineId().equals(line.id()))
                    .map(Deduction::grade)
                    .toList();
            for (Piece piece : line.pieces()) {
                worn += piece.grade() != null && grades.contains(piece.grade()) ? 1 : 0;
            }
        }
        return worn;
    }

    /** Pieces that are not what was sold, or in question. */
    public static int wrongGoods(Return about) {
        int wrong = 0;
        for (ReturnLine line : about.lines()) {
            for (Piece piece : line.pieces()) {
                Disposition disposition = piece.beforeWorkshop().disposition();
                wrong += disposition != null && NOT_SOLD_BY_US.contains(disposition) ? 1 : 0;
            }
        }
        return wrong;
    }
}
