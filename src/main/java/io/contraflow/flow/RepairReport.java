package io.contraflow.flow;

import io.contraflow.model.Money;
import io.contraflow.model.Resolution;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.Actor;
import io.contraflow.model.ReturnEvent.RepairFailed;
import io.contraflow.model.ReturnEvent.RepairFinished;
import io.contraflow.model.ReturnEvent.RepairQuoted;
import io.contraflow.model.ReturnLine;
import org.jspecify.annotations.Nullable;

/**
 * What the workshop says of a line.
 *
 * @param line id of the return line
 * @param state {@code quoted}, {@code finished} or {@code failed}
 * @param cost what mending all pieces of the line costs the merchant; needed with {@code quoted}
 * @param days how long it takes; needed with {@code quoted}
 * @param why for the agent; needed with {@code failed}
 */
public record RepairReport(
        String line,
        String state,
        @Nullable Money cost,
        @Nullable Integer days,
        @Nullable String why) {

    /**
     * The report as an event of that return.
     *
     * @throws IllegalArgumentException if it does not fit the return, with a message that names the field
     */
    public ReturnEvent about(Return rma, Actor actor) {
        ReturnLine meant = rma.line(line)
                .orElseThrow(() -> new IllegalArgumentException("the field line: the return has no line " + line));
        if (meant.resolution() != Resolution.REPAIR) {
            throw new IllegalArgumentException("the field line: the customer asked for " + meant.resolution()
                    + " of line " + line + ", not for a repair");
        }
        return switch (state) {
            case "quoted" -> quoted(rma.order().currency(), actor);
            case "finished" -> new RepairFinished(line, actor);
            case "failed" -> failed(actor);
            default -> throw new IllegalArgumentException("the field state must be quoted, finished or failed");
        };
    }

    private ReturnEvent quoted(String currency, Actor actor) {
        if (cost == null || cost.minor() < 0) {
            throw new IllegalArgumentException("the field cost, which a quote needs, is missing or negative");
        } else if (days == null || days < 0) {
            throw new IllegalArgumentException("the field days, which a quote needs, is missing or negative");
        } else if (!cost.currency().equals(currency)) {
            throw new IllegalArgumentException("the field cost.currency must be " + currency + ", as the order's");
        }
        return new RepairQuoted(line, cost, days, actor);
    }

    private ReturnEvent failed(Actor actor) {
        if (why == null || why.isBlank()) {
            throw new IllegalArgumentException("the field why, which a failed repair needs, is missing");
        }
        return new RepairFailed(line, why, actor);
    }
}
