package io.contraflow.system;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.contraflow.model.Money;
import io.contraflow.model.ReturnEvent;
import java.io.IOException;
import org.springframework.boot.autoconfigure.jackson.Jackson2ObjectMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How our words are written as JSON: money as amount and currency, events with their name, times as text. */
@Configuration
class Json {
    private static final int DEEPEST = 100;

    @Bean
    Jackson2ObjectMapperBuilderCustomizer ourJson() {
        return builder -> builder.featuresToDisable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .featuresToEnable(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .modulesToInstall(module())
                .postConfigurer(mapper -> mapper.getFactory()
                        .setStreamReadConstraints(StreamReadConstraints.builder()
                                .maxNestingDepth(DEEPEST)
                                .build()));
    }

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("contraflow");
        module.addSerializer(Money.class, new MoneyWriter());
        module.addDeserializer(Money.class, new MoneyReader());
        module.setMixInAnnotation(ReturnEvent.class, Named.class);
        for (Class<?> event : ReturnEvent.class.getPermittedSubclasses()) {
            module.registerSubtypes(
                    new com.fasterxml.jackson.databind.jsontype.NamedType(event, event.getSimpleName()));
        }
        return module;
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
    private interface Named {}

    private static final class MoneyWriter extends StdSerializer<Money> {
        MoneyWriter() {
            super(Money.class);
        }

        @Override
        public void serialize(Money money, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeStartObject();
            out.writeStringField("amount", money.amount().toPlainString());
            out.writeStringField("currency", money.currency());
            out.writeEndObject();
        }
    }

    private static final class MoneyReader extends StdDeserializer<Money> {
        MoneyReader() {
            super(Money.class);
        }

        @Override
        public Money deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode node = in.readValueAsTree();
            String amount = node.path("amount").asText();
            String currency = node.path("currency").asText();
            try {
                return Money.of(amount, currency);
            } catch (RuntimeException e) {
                return (Money)
                        context.handleWeirdStringValue(Money.class, amount, "is no amount in currency '%s'", currency);
            }
        }
    }
}
