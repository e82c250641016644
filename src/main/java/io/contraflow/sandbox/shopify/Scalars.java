package io.contraflow.sandbox.shopify;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** The vendor's scalars; all of them travel as text. */
final class Scalars {
    static final List<GraphQLScalarType> ALL =
            List.of(scalar("DateTime"), scalar("Decimal"), scalar("Money"), scalar("URL"), scalar("UnsignedInt64"));

    private Scalars() {}

    private static GraphQLScalarType scalar(String name) {
        return GraphQLScalarType.newScalar().name(name).coercing(new Text()).build();
    }

    /** Amounts have one decimal at least and no padding: {@code 15.0}, {@code 7.5}. */
    static String decimal(BigDecimal amount) {
        BigDecimal bare = amount.stripTrailingZeros();
        return (bare.scale() < 1 ? bare.setScale(1) : bare).toPlainString();
    }

    private static final class Text implements Coercing<String, String> {
        @Override
        public String serialize(Object result, GraphQLContext context, Locale locale) {
            if (result instanceof BigDecimal amount) {
                return decimal(amount);
            }
            return result instanceof Instant instant
                    ? instant.truncatedTo(ChronoUnit.SECONDS).toString()
                    : result.toString();
        }

        @Override
        public String parseValue(Object input, GraphQLContext context, Locale locale) {
            return input.toString();
        }

        @Override
        public String parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (input instanceof StringValue text) {
                return String.valueOf(text.getValue());
            }
            if (input instanceof IntValue number) {
                return number.getValue().toString();
            }
            if (input instanceof FloatValue number) {
                return number.getValue().toString();
            }
            throw new CoercingParseLiteralException("Expected text but got " + input);
        }
    }
}
