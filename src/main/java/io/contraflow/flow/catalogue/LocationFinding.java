package io.contraflow.flow.catalogue;

import io.contraflow.mapping.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A row of the table of locations that leads to none of the ERP: what comes back could not be booked there.
 *
 * @param disposition the row's key
 * @param location what the row says
 * @param line line of the table
 * @param sentence for the integration engineer
 */
public record LocationFinding(String disposition, String location, int line, String sentence) {

    /** One for each row whose location is not there, or inactive, in the order of the file. */
    static List<LocationFinding> of(Table table, List<ErpLocation> locations) {
        Map<String, ErpLocation> byId =
                locations.stream().collect(Collectors.toMap(ErpLocation::id, Function.identity(), (one, same) -> one));
        return table.keys()
                .flatMap(disposition ->
                        of(table, disposition, Optional.ofNullable(byId.get(table.lookup(disposition)))).stream())
                .toList();
    }

    private static Optional<LocationFinding> of(Table table, String disposition, Optional<ErpLocation> location) {
        if (location.isPresent() && location.get().isActive()) {
            return Optional.empty();
        }
        String id = table.lookup(disposition);
        int line = table.lineOf(disposition);
        return Optional.of(new LocationFinding(
                disposition,
                id,
                line,
                table.file() + ", line " + line + ": the location " + id
                        + location.map(known -> " (" + known.name() + ") is inactive in the ERP.")
                                .orElse(" is not in the ERP.")));
    }
}
