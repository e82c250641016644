package io.contraflow.api;

import io.contraflow.flow.SupplierClaims;
import io.contraflow.flow.SupplierClaims.Claim;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What can be claimed from suppliers. */
@RestController
@RequestMapping("/api")
class SupplierClaimsApi {
    private static final int MOST = 10_000;
    private static final String HEADER =
            "return,order,requested_at,sku,title,supplier,quantity,reason,grade,disposition,paid,currency,evidence,remarks";
    /** What a spreadsheet would take for a formula. */
    private static final Pattern FORMULA = Pattern.compile("^[=+\\-@\\t\\r]");

    private final SupplierClaims claims;

    SupplierClaimsApi(SupplierClaims claims) {
        this.claims = claims;
    }

    record Claims(List<Claim> items) {}

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
        return Stream.of(
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
                                String.join(" ", claim.remarks()))
                        .map(SupplierClaimsApi::cell)
                        .collect(Collectors.joining(","))
                + "\n";
    }

    static String cell(String value) {
        String harmless = FORMULA.matcher(value).find() ? "'" + value : value;
        return "\"" + harmless.replace("\"", "\"\"") + "\"";
    }
}
