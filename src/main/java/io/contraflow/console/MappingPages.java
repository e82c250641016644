package io.contraflow.console;

import io.contraflow.flow.Impossible;
import io.contraflow.flow.MappingTables;
import io.contraflow.flow.TableCheck;
import io.contraflow.flow.catalogue.TableCoverage;
import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.Table;
import io.contraflow.mapping.TableFile;
import io.contraflow.policy.Policies;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The mapping tables: what is missing, what a row says, and rows added or changed after a look at the difference. */
@Controller
class MappingPages {
    /** Fields of the form that hold the row are named so, with the name of the column behind. */
    static final String CELL = "cell-";

    private static final int ROWS = 200;
    private static final int CHANGES = 20;
    private static final int LONGEST = 2_000;
    private final Mappings mappings;
    private final MappingTables tables;
    private final Policies policies;
    private final TableCoverage coverage;

    MappingPages(Mappings mappings, MappingTables tables, Policies policies, TableCoverage coverage) {
        this.coverage = coverage;
        this.mappings = mappings;
        this.tables = tables;
        this.policies = policies;
    }

    /**
     * One field of the form.
     *
     * @param before what the file says now; empty for a new row
     * @param value what the person wrote
     */
    record Cell(String column, String before, String value) {
        public boolean changed() {
            return !before.equals(value);
        }
    }

    @GetMapping("/console/mappings")
    String mappings(Model model) {
        model.addAttribute("version", mappings.version());
        model.addAttribute(
                "tables", mappings.tables().stream().map(mappings::table).toList());
        model.addAttribute(
                "coverage",
                coverage.all().stream().collect(Collectors.toMap(TableCoverage.Coverage::table, covered -> covered)));
        model.addAttribute("unmapped", tables.unmapped());
        model.addAttribute("suspicious", TableCheck.of(mappings, policies));
        return "console/mappings";
    }

    @GetMapping("/console/mappings/{name}")
    String table(@PathVariable String name, @RequestParam(defaultValue = "") String q, Model model) {
        Table table = known(name);
        List<Map<String, String>> rows = table.rows()
                .filter(row -> q.isBlank() || row.values().stream().anyMatch(value -> value.contains(q.trim())))
                .limit(ROWS)
                .toList();
        model.addAttribute("table", table);
        model.addAttribute("rows", rows);
        model.addAttribute("q", q);
        model.addAttribute("cut", rows.size() == ROWS);
        model.addAttribute("coverage", coverage.of(name));
        model.addAttribute("changes", tables.changes(name, CHANGES));
        return "console/table";
    }

    /**
     * The form of a row.
     *
     * @param key the row to change, or the key of a new one; null for an empty form
     * @param like the key of a row whose other columns a new one begins with
     */
    @GetMapping("/console/mappings/{name}/row")
    String row(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(required = false) @Nullable String like,
            Model model) {
        Table table = known(name);
        String wanted = key == null ? "" : key;
        Map<String, String> before = table.row(wanted);
        Map<String, String> values = new LinkedHashMap<>(before.isEmpty() && like != null ? table.row(like) : before);
        values.put(table.columns().get(0), wanted);
        form(model, table, before, values, version(name, model));
        return "console/row";
    }

    /** Shows what a row would change in the file, or why it cannot stand there; nothing is saved. */
    @PostMapping("/console/mappings/{name}/row/check")
    String check(@PathVariable String name, @RequestParam Map<String, String> fields, Principal who, Model model) {
        Table table = known(name);
        Map<String, String> values = values(table, fields);
        Map<String, String> before =
                table.row(values.getOrDefault(table.columns().get(0), ""));
        form(model, table, before, values, fields.getOrDefault("version", ""));
        change(name, values, fields, true, who, model);
        return "console/row";
    }

    @PostMapping("/console/mappings/{name}/row")
    String save(
            @PathVariable String name,
            @RequestParam Map<String, String> fields,
            Principal who,
            Model model,
            RedirectAttributes said) {
        Table table = known(name);
        Map<String, String> values = values(table, fields);
        String key = values.getOrDefault(table.columns().get(0), "");
        Map<String, String> before = table.row(key);
        if (!change(name, values, fields, false, who, model)) {
            form(model, table, before, values, fields.getOrDefault("version", ""));
            return "console/row";
        }
        said.addFlashAttribute("done", key + " is saved and in force. What waited for it goes on by itself.");
        said.addAttribute("q", key);
        return "redirect:/console/mappings/" + name;
    }

    /** Tries or makes a change; on refusal the page says why. */
    private boolean change(
            String name,
            Map<String, String> values,
            Map<String, String> fields,
            boolean dryRun,
            Principal who,
            Model model) {
        try {
            boolean isNew = fields.getOrDefault("new", "").equals("true");
            String version = fields.getOrDefault("version", "");
            TableFile.Change change =
                    tables.change(name, values, isNew, version.isEmpty() ? null : version, dryRun, who.getName());
            model.addAttribute("change", change);
            return true;
        } catch (FilesRejected rejected) {
            model.addAttribute("findings", rejected.findings());
        } catch (Impossible outdated) {
            model.addAttribute("refused", "The table has changed meanwhile. Look at the row again before you save it.");
        }
        return false;
    }

    private String version(String name, Model model) {
        try {
            return tables.version(name);
        } catch (FilesRejected rejected) {
            model.addAttribute("findings", rejected.findings());
            return "";
        }
    }

    private static void form(
            Model model, Table table, Map<String, String> before, Map<String, String> values, String version) {
        model.addAttribute("table", table);
        model.addAttribute("isNew", before.isEmpty());
        model.addAttribute("version", version);
        model.addAttribute(
                "cells",
                table.columns().stream()
                        .map(column ->
                                new Cell(column, before.getOrDefault(column, ""), values.getOrDefault(column, "")))
                        .toList());
    }

    private static Map<String, String> values(Table table, Map<String, String> fields) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String column : table.columns()) {
            String value = fields.get(CELL + column);
            if (value != null) {
                if (value.length() > LONGEST) {
                    throw new ResponseStatusException(
                            HttpStatus.BAD_REQUEST, column + " is longer than " + LONGEST + " characters.");
                }
                values.put(column, value.strip());
            }
        }
        return values;
    }

    private Table known(String name) {
        if (!mappings.tables().contains(name)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "There is no such table.");
        }
        return mappings.table(name);
    }
}
