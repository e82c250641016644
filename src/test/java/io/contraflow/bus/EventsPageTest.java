package io.contraflow.bus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page about canonical events shows one of each, as the schema wants it. */
class EventsPageTest {
    private static final Pattern EXAMPLE = Pattern.compile("(?s)```json\n(.*?)```");
    private final EventSchema schema = new EventSchema();

    @Test
    void everyTypeHasAnExampleThatMeetsTheSchema() throws Exception {
        List<JsonNode> examples = examples();

        assertThat(examples)
                .allSatisfy(example ->
                        assertThat(schema.complaints(example)).as("%s", example).isEmpty());
        assertThat(examples.stream().map(example -> example.get("type").asText()))
                .containsAll(Arrays.stream(CanonicalEvent.Type.values())
                        .map(Enum::name)
                        .toList());
    }

    @Test
    void theSchemaRefusesWhatIsMissingWrongOrUnknown() throws Exception {
        for (JsonNode example : examples()) {
            assertThat(schema.complaints(((ObjectNode) example.deepCopy()).without("sequence")))
                    .isNotEmpty();
            assertThat(schema.complaints(((ObjectNode) example.deepCopy()).put("type", "Other")))
                    .isNotEmpty();
            assertThat(schema.complaints(((ObjectNode) example.deepCopy()).put("at", "yesterday")))
                    .isNotEmpty();
            assertThat(schema.complaints(
                            ((ObjectNode) example.deepCopy()).set("data", new ObjectMapper().createObjectNode())))
                    .isNotEmpty();
        }
    }

    private static List<JsonNode> examples() throws Exception {
        List<JsonNode> examples = new ArrayList<>();
        Matcher matcher = EXAMPLE.matcher(Files.readString(Path.of("docs/events.md")));
        while (matcher.find()) {
            examples.add(new ObjectMapper().readTree(matcher.group(1)));
        }
        return examples;
    }
}
