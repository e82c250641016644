package io.contraflow.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Mappings;
import io.contraflow.mapping.MissingMapping;
import io.contraflow.mapping.Suggestion;
import io.contraflow.mapping.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Looks one key up, as a mapping would. */
@Command(
        name = "map",
        description =
                "Looks up a key in a table of mappings/ and says which line answers; without one, which keys are near.",
        footer = {"", "Example:", "  java -jar contraflow.jar map sku MUG-WHT"},
        mixinStandardHelpOptions = true)
final class MapKey implements Callable<Integer> {
    @Parameters(paramLabel = "TABLE", description = "Name of the table, such as sku.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String table;

    @Parameters(paramLabel = "KEY", description = "The key, as the mapping would ask for it.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String key;

    @Option(names = "--json", description = "Answer as JSON.")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Table found = open();
        PrintWriter out = spec.commandLine().getOut();
        int line = found.lineOf(key);
        List<Suggestion> near = line == 0 ? Suggestion.of(found, key) : List.of();
        if (json) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("table", found.name());
            answer.put("key", key);
            found.find(key).ifPresent(value -> answer.put("value", value));
            if (line > 0) {
                answer.put("row", found.row(key));
                answer.put("line", line);
            } else {
                answer.put("near", near);
            }
            out.println(JsonMapper.builder()
                    .build()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(answer));
        } else if (line > 0) {
            out.println(key + " -> " + found.lookup(key) + "   (" + found.file() + ":" + line + ")");
        } else {
            out.println("There is no row for " + key + " in " + found.file() + ".");
            near.forEach(suggestion -> out.println("  near: " + suggestion.key() + " -> " + suggestion.value() + "   ("
                    + suggestion.because() + ", line " + suggestion.line() + ")"));
        }
        return line > 0 ? Commands.WELL : Commands.FOUND;
    }

    private Table open() {
        Mappings mappings;
        try {
            mappings = Mappings.open(Folder.here().mappings());
        } catch (FilesRejected rejected) {
            throw new CannotDo(String.valueOf(rejected.getMessage()));
        }
        try {
            return mappings.table(table);
        } catch (MissingMapping e) {
            throw new CannotDo(
                    "There is no table " + table + "; there are " + String.join(", ", mappings.tables()) + ".");
        }
    }
}
