package io.contraflow.api;

import io.contraflow.flow.catalogue.SkuAudit;
import io.contraflow.flow.catalogue.TableCoverage;
import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.Table;
import java.security.Principal;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The tables in use, and whether the table of SKUs agrees with both catalogues. */
@RestController
@RequestMapping("/api/mappings")
class MappingsApi {
    private final Mappings mappings;
    private final SkuAudit audit;
    private final TableCoverage coverage;

    MappingsApi(Mappings mappings, SkuAudit audit, TableCoverage coverage) {
        this.mappings = mappings;
        this.audit = audit;
        this.coverage = coverage;
    }

    /**
     * What is in use.
     *
     * @param version hash of all tables and transforms; the same on all nodes that have the same files
     */
    record InUse(String version, List<TableView> tables) {}

    /** A table: the first column is the key, the second the value. */
    record TableView(String name, String file, List<String> columns, int rows) {}

    record Started(UUID id) {}

    /** All tables with their columns, and the version of what is in use. */
    @GetMapping
    InUse inUse() {
        return new InUse(
                mappings.version(),
                mappings.tables().stream()
                        .map(mappings::table)
                        .map(MappingsApi::view)
                        .toList());
    }

    private static TableView view(Table table) {
        return new TableView(table.name(), table.file(), table.columns(), table.size());
    }

    /** Of each table: how many look-ups had a row, which keys had none, and which rows nothing asked for. */
    @GetMapping("/coverage")
    List<TableCoverage.Coverage> coverage() {
        return coverage.all();
    }

    /** The last comparison of the catalogues with the table of SKUs; it may still run. */
    @GetMapping("/audit")
    SkuAudit.Audit audit() {
        return audit.latest()
                .orElseThrow(() -> new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "the catalogues were not compared yet; POST to this address does"));
    }

    /** Starts a comparison, or answers the one that is on its way. */
    @PostMapping("/audit")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Started startAudit(Principal who) {
        return new Started(audit.start(who.getName()));
    }
}
