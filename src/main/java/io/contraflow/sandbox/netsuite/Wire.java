package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON without a detour over floating point. */
final class Wire {

    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private Wire() {}

    static ObjectNode object(byte[] body) {
        try {
            JsonNode read = body.length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(body);
            if (read instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw Refused.content("Invalid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw Refused.content("The request body cannot be read.");
        }
        throw Refused.content("The request body must be a JSON object.");
    }

    static byte[] bytes(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static BigDecimal decimal(JsonNode value) {
        try {
            return new BigDecimal(value.asText().trim());
        } catch (NumberFormatException e) {
            throw Refused.content("Invalid number: " + value);
        }
    }

    /** The id in a reference or an enum, written as an object or as a bare value. */
    static Optional<String> id(@Nullable JsonNode reference) {
        if (reference == null || reference.isNull() || reference.isMissingNode()) {
            return Optional.empty();
        }
        JsonNode id = reference.isObject() ? reference.path("id") : reference;
        return id.isValueNode() && !id.isNull() ? Optional.of(id.asText()) : Optional.empty();
    }

    /** A reference as it is read. */
    static ObjectNode reference(String id, @Nullable String name) {
        ObjectNode node = MAPPER.createObjectNode();
        node.putArray("links");
        node.put("id", id);
        if (name != null) {
            node.put("refName", name);
        }
        return node;
    }
}
