package io.contraflow.api;

import io.contraflow.flow.ClaimState;
import io.contraflow.flow.SpreadsheetText;
import io.contraflow.flow.SupplierClaims;
import io.contraflow.flow.SupplierClaims.Claim;
import io.contraflow.flow.SupplierClaims.Step;
import io.contraflow.model.Money;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What can be claimed from suppliers and carriers, and what became of it. */
@RestController
@RequestMapping("/api")
class SupplierClaimsApi {
    private static final int MOST = 10_000;
    private static final String HEADER =
            "return,order,requested_at,sku,title,supplier,quantity,reason,grade,disposition,paid,currency,evidence,remarks,"
                    + "claim,party,carrier,state,accepted,note,actor,changed_at";
    private static final CSVFormat ROWS =
            CSVFormat.RFC4180.builder().setQuoteMode(QuoteMode.ALL).get();

    private final SupplierClaims claims;

    SupplierClaimsApi(SupplierClaims claims) {
        this.claims = claims;
    }

    record Claims(List<Claim> items) {}

    /**
     * What became of a claim.
     *
     * @param state the state from now on
     * @param amount what the other side pays; only with {@code ACCEPTED}
     * @param note why; may be left out
     */
    record Change(
            @NotNull ClaimState state,
            @Nullable Money amount,
            @Nullable @Size(max = 500) String note) {}

    /** Of returns asked for on these days (UTC), at most 10,000. */
    @GetMapping("/supplier-claims")
    Claims all(
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
        return new Claims(between(from, to));
    }

    /** The same as CSV, one line a claim. */
    @GetMapping(path = "/supplier-claims.csv", produces = "text/csv;charset=UTF-8")
    String csv(
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
        return HEADER + "\n"
                + between(from, to).stream().map(SupplierClaimsApi::row).collect(Collectors.joining());
    }

    /** Moves a claim of the return to another state; the same once more changes nothing. */
    @PostMapping("/returns/{id}/claims/{claim}")
    Claim move(@PathVariable UUID id, @PathVariable UUID claim, @RequestBody @Valid Change change, Principal who) {
        String note = change.note() == null ? "" : change.note().strip();
        try {
            return claims.move(id, claim, change.state(), change.amount(), note, who.getName())
                    .orElseThrow(() -> new ResponseStatusException(
                            HttpStatus.NOT_FOUND, "the return " + id + " has no claim " + claim));
        } catch (IllegalArgumentException refused) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, refused.getMessage(), refused);
        }
    }

    private List<Claim> between(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "the parameter to is before from");
        }
        return claims.between(
                from.atStartOfDay(ZoneOffset.UTC).toInstant(),
                to.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant(),
                MOST);
    }

    private static String row(Claim claim) {
        Money accepted = claim.accepted();
        Optional<Step> last = claim.steps().stream()
                .skip(Math.max(0, claim.steps().size() - 1))
                .findFirst();
        return ROWS.format(Stream.of(
                                claim.number(),
                                claim.order(),
                                claim.requestedAt().toString(),
                                claim.sku(),
                                claim.title(),
                                claim.supplier(),
                                String.valueOf(claim.quantity()),
                                claim.reason(),
                                claim.grade(),
                                claim.disposition().name(),
                                claim.paid().amount().toPlainString(),
                                claim.paid().currency(),
                                String.join(" ", claim.evidence()),
                                String.join(" ", claim.remarks()),
                                claim.id().toString(),
                                claim.party().name(),
                                claim.carrier(),
                                claim.state().name(),
                                accepted == null ? "" : accepted.amount().toPlainString(),
                                last.map(Step::note).orElse(""),
                                last.map(Step::actor).orElse(""),
                                last.map(step -> step.at().toString()).orElse(""))
                        .map(SpreadsheetText::harmless)
                        .toArray())
                + "\n";
    }
}
