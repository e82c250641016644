package io.contraflow.flow.catalogue;

import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.Table;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How far the tables cover what transforms look up in them: what has no row, and which rows nothing asks for. */
@Component
public class TableCoverage {
    private static final int MOST_GAPS = 50;
    /** The rows of larger tables, such as SKUs, are not looked through one by one. */
    private static final int SMALL = 1_000;

    private final Mappings mappings;
    private final TableUse use;

    TableCoverage(Mappings mappings, TableUse use) {
        this.mappings = mappings;
        this.use = use;
    }

    /**
     * How far a table covers its look-ups.
     *
     * @param found look-ups that had a row
     * @param defaulted look-ups without a row, where the transform went on with what holds then
     * @param missing look-ups without a row, where the return stopped; each attempt counts
     * @param percent of the look-ups that had a row, rounded down; null while there were none
     * @param gaps keys that have no row now, most wanted first, at most 50
     * @param unused keys of rows that nothing looked up yet, at most 50; empty for a table of more than 1,000 rows, and
     *     while nothing was looked up
     * @param since when the first look-up was counted; null while there were none
     */
    public record Coverage(
            String table,
            int rows,
            long found,
            long defaulted,
            long missing,
            @Nullable Integer percent,
            List<Gap> gaps,
            List<String> unused,
            @Nullable Instant since) {}

    /** A key without a row. */
    public record Gap(String key, long defaulted, long missing, Instant lastAt) {}

    /** Of every table, in the order of their names. */
    public List<Coverage> all() {
        Map<String, TableUse.Used> totals = use.totals();
        return mappings.tables().stream()
                .map(mappings::table)
                .map(table -> of(table, totals.get(table.name())))
                .toList();
    }

    /**
     * Of one table.
     *
     * @throws io.contraflow.mapping.MissingMapping if there is none of that name
     */
    public Coverage of(String table) {
        return of(mappings.table(table), use.totals().get(table));
    }

    private Coverage of(Table table, TableUse.@Nullable Used total) {
        if (total == null) {
            return new Coverage(table.name(), table.size(), 0, 0, 0, null, List.of(), List.of(), null);
        }
        long lookUps = total.found() + total.defaulted() + total.missing();
        return new Coverage(
                table.name(),
                table.size(),
                total.found(),
                total.defaulted(),
                total.missing(),
                Math.toIntExact(total.found() * 100 / lookUps),
                gaps(table),
                unused(table),
                total.firstAt());
    }

    private List<Gap> gaps(Table table) {
        return use.inVain(table.name(), TableUse.MOST_UNKNOWN).stream()
                .filter(used -> table.find(used.key()).isEmpty())
                .limit(MOST_GAPS)
                .map(used -> new Gap(used.key(), used.defaulted(), used.missing(), used.lastAt()))
                .toList();
    }

    private List<String> unused(Table table) {
        if (table.size() > SMALL) {
            return List.of();
        }
        Set<String> found = new HashSet<>(use.found(table.name(), 2 * SMALL));
        return table.keys().filter(key -> !found.contains(key)).limit(MOST_GAPS).toList();
    }
}
