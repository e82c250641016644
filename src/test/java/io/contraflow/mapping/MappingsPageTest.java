package io.contraflow.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappingsPageTest {

    private static final Path PAGE = Path.of("docs/mappings.md");

    @Test
    void theExampleOfThePageDoesWhatThePageSays(@TempDir Path folder) throws Exception {
        List<FencedBlocks.Block> examples = FencedBlocks.of(PAGE, "mapping-example");
        assertThat(examples).hasSize(2);
        for (FencedBlocks.Block example : examples) {
            Path file = folder.resolve(example.name());
            Files.createDirectories(file.getParent());
            Files.writeString(file, example.text());
        }
        Files.copy(Path.of("mappings/reason.csv"), folder.resolve("reason.csv"));
        Object answer =
                Mappings.open(folder).apply("erp/credit", json("mapping-input"), Map.of("memo", "from the example"));
        assertThat(answer).isEqualTo(json("mapping-output"));
    }

    @Test
    void thePageNamesEveryTable() throws Exception {
        String page = Files.readString(PAGE);
        assertThat(Mappings.open(Path.of("mappings")).tables())
                .isNotEmpty()
                .filteredOn(table -> !table.startsWith("shop-"))
                .allSatisfy(table -> assertThat(page).contains("| `" + table + "` |"));
    }

    private static Object json(String mark) throws Exception {
        FencedBlocks.Block block = FencedBlocks.of(PAGE, mark).get(0);
        return new ObjectMapper().readValue(block.text(), Object.class);
    }
}
