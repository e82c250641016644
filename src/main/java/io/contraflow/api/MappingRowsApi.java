package io.contraflow.api;

import io.contraflow.flow.MappingTables;
import io.contraflow.flow.TableCheck;
import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.MissingMapping;
import io.contraflow.mapping.TableFile;
import io.contraflow.policy.Policies;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Rows of the mapping tables: what is missing, what is suspicious, and rows added or changed. */
@RestController
@Validated
@RequestMapping("/api/mappings")
class MappingRowsApi {
    private static final int LATEST = 100;
    private final Mappings mappings;
    private final MappingTables tables;
    private final Policies policies;

    MappingRowsApi(Mappings mappings, MappingTables tables, Policies policies) {
        this.mappings = mappings;
        this.tables = tables;
        this.policies = policies;
    }

    /**
     * A row to add or change.
     *
     * @param version version of the file that the caller looked at; left out when any will do
     */
    record Row(
            @NotEmpty @Size(max = 100) Map<@NotBlank String, @NotNull @Size(max = 2_000) String> values,
            @Nullable @Size(max = 64) String version) {}

    /**
     * The difference that a row makes.
     *
     * @param saved whether it is in the file; false for a dry run and when nothing differs
     */
    record Difference(
            String file,
            int line,
            Map<String, String> before,
            Map<String, String> after,
            String version,
            boolean saved) {}

    /**
     * The latest changes of a table.
     *
     * @param version version of its file now
     */
    record History(String version, List<MappingTables.Made> changes) {}

    /** Keys without a row that events or deliveries wait for, most wanted first, with rows that they might mean. */
    @GetMapping("/unmapped")
    List<MappingTables.UnmappedKey> unmapped() {
        return tables.unmapped();
    }

    /** Rows in force that are suspicious, with file and line. */
    @GetMapping("/lint")
    List<Finding> lint() {
        return TableCheck.of(mappings, policies);
    }

    /** Adds a row; with {@code dryRun} only says what would change. */
    @PostMapping("/{table}/rows")
    Difference add(
            @PathVariable String table,
            @RequestBody @Valid Row row,
            @RequestParam(defaultValue = "false") boolean dryRun,
            Principal who) {
        return difference(tables.change(table, row.values(), true, row.version(), dryRun, who.getName()), dryRun);
    }

    /** Changes a row; columns that are left out stay as they are. */
    @PutMapping("/{table}/rows")
    Difference replace(
            @PathVariable String table,
            @RequestBody @Valid Row row,
            @RequestParam(defaultValue = "false") boolean dryRun,
            Principal who) {
        return difference(tables.change(table, row.values(), false, row.version(), dryRun, who.getName()), dryRun);
    }

    /** Who changed which row through here, newest first. */
    @GetMapping("/{table}/changes")
    History changes(@PathVariable String table) {
        return new History(tables.version(table), tables.changes(table, LATEST));
    }

    @ExceptionHandler
    ProblemDetail missing(MissingMapping missing) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "there is no such table");
    }

    @ExceptionHandler
    ProblemDetail rejected(FilesRejected rejected) {
        return ProblemDetail.forStatusAndDetail(
                HttpStatus.BAD_REQUEST,
                rejected.findings().stream().map(Finding::toString).collect(Collectors.joining("; ")));
    }

    private static Difference difference(TableFile.Change change, boolean dryRun) {
        return new Difference(
                change.file(),
                change.line(),
                change.before(),
                change.after(),
                change.version(),
                !dryRun && !change.before().equals(change.after()));
    }
}
