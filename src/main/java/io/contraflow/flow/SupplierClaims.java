package io.contraflow.flow;

import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.MissingMapping;
import io.contraflow.model.Disposition;
import io.contraflow.model.Money;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Piece;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnLine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What can be claimed from suppliers: pieces that go back to them, and pieces of faulty goods that cannot be sold again.
 * Read from the returns each time, so it is always what they say.
 */
@Component
public class SupplierClaims {
    /** Reasons that a supplier may be to blame for, whatever law the customer has; a wrong item is our own mistake. */
    private static final Set<String> FAULTS = Set.of("DAMAGED", "NOT_AS_DESCRIBED");

    private static final String SUPPLIERS = "supplier";
    private static final int PAGE = 200;

    private final ReturnStore store;
    private final Mappings mappings;

    SupplierClaims(ReturnStore store, Mappings mappings) {
        this.store = store;
        this.mappings = mappings;
    }

    /**
     * Pieces of one return line with the same grade and fate.
     *
     * @param supplier what the table {@code supplier} says about the SKU; empty when nothing
     * @param reason the customer's
     * @param paid what the customer paid for the pieces, tax included
     * @param evidence where the proof of their state is kept
     * @param remarks the inspector's words
     */
    public record Claim(
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
        UUID last = new UUID(0, 0);
        List<Return> page;
        do {
            page = store.createdBetween(from, to, last, PAGE);
            for (Return about : page) {
                claims.addAll(of(about));
                last = about.id();
            }
        } while (page.size() == PAGE && claims.size() < most);
        return claims.stream().limit(most).toList();
    }

    private List<Claim> of(Return about) {
        List<Claim> claims = new ArrayList<>();
        for (ReturnLine line : about.lines()) {
            Map<String, List<Piece>> alike = new LinkedHashMap<>();
            for (Piece piece : line.pieces()) {
                if (isClaimed(line, piece)) {
                    alike.computeIfAbsent(piece.grade() + " " + piece.disposition(), any -> new ArrayList<>())
                            .add(piece);
                }
            }
            about.order().line(line.orderLineId()).ifPresent(ordered -> alike.values()
                    .forEach(pieces -> claims.add(claim(about, line, ordered, pieces))));
        }
        return claims;
    }

    private static boolean isClaimed(ReturnLine line, Piece piece) {
        Disposition disposition = piece.disposition();
        if (disposition == null || piece.grade() == null || !disposition.isKept()) {
            return false;
        }
        return disposition == Disposition.RETURN_TO_VENDOR
                || (disposition != Disposition.RESTOCK && FAULTS.contains(line.reason()));
    }

    private Claim claim(Return about, ReturnLine line, OrderLine ordered, List<Piece> pieces) {
        Piece first = pieces.get(0);
        return new Claim(
                about.number(),
                about.id(),
                about.order().name(),
                about.createdAt(),
                line.sku(),
                ordered.title(),
                supplier(line.sku()),
                pieces.size(),
                line.reason(),
                String.valueOf(first.grade()),
                first.disposition() == null ? Disposition.REVIEW : first.disposition(),
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
