package io.contraflow.bus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published schema of canonical events. */
final class EventSchema {
    private static final Path FILE = Path.of("docs/events.schema.json");
    private final JsonSchema schema;

    EventSchema() {
        try {
            JsonNode document = new ObjectMapper().readTree(Files.readString(FILE));
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(
                            document,
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an event has against the schema; empty when nothing. */
    List<String> complaints(JsonNode event) {
        return schema.validate(event).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }
}
