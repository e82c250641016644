package io.contraflow.flow;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.contraflow.model.Money;
import java.io.IOException;

/** Money as JSON: {@code {"amount": "12.30", "currency": "EUR"}}. */
public final class MoneyJson {
    private MoneyJson() {}

    /** A module that writes and reads money, to which more can be added. */
    public static SimpleModule module() {
        SimpleModule module = new SimpleModule("contraflow");
        module.addSerializer(Money.class, new MoneyWriter());
        module.addDeserializer(Money.class, new MoneyReader());
        return module;
    }

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
