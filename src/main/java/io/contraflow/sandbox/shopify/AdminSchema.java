package io.contraflow.sandbox.shopify;

import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import graphql.schema.GraphQLSchema;
import graphql.schema.TypeResolver;
import graphql.schema.idl.FieldWiringEnvironment;
import graphql.schema.idl.InterfaceWiringEnvironment;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeInfo;
import graphql.schema.idl.TypeRuntimeWiring;
import graphql.schema.idl.UnionWiringEnvironment;
import graphql.schema.idl.WiringFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Joins the schema file with the desks that do the work. */
final class AdminSchema {
    private final Store store;
    private final ReturnDesk returns;
    private final ReverseDesk reverse;
    private final RefundDesk refunds;
    private final GiftCardDesk giftCards;
    private final Queries queries;
    private final IdempotencyKeys keys;

    AdminSchema(Store store, ReturnDesk returns, ReverseDesk reverse, RefundDesk refunds, IdempotencyKeys keys) {
        this.store = store;
        this.returns = returns;
        this.reverse = reverse;
        this.refunds = refunds;
        this.giftCards = new GiftCardDesk(store);
        this.queries = new Queries(store);
        this.keys = keys;
    }

    GraphQLSchema build() {
        RuntimeWiring.Builder wiring = RuntimeWiring.newRuntimeWiring().wiringFactory(new ByName());
        Scalars.ALL.forEach(wiring::scalar);
        wiring.type("QueryRoot", type -> wire(type, queryRoot()));
        wiring.type("Mutation", type -> wire(type, mutations()));
        wiring.type("Return", type -> type.dataFetcher("suggestedFinancialOutcome", AdminSchema::outcome));
        wiring.type("InventoryLevel", type -> type.dataFetcher("quantities", AdminSchema::quantities));
        return new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(text()), wiring.build());
    }

    private static TypeRuntimeWiring.Builder wire(
            TypeRuntimeWiring.Builder type, Map<String, DataFetcher<?>> fetchers) {
        fetchers.forEach(type::dataFetcher);
        return type;
    }

    private static String text() {
        try (InputStream file = AdminSchema.class.getResourceAsStream("/sandbox/shopify.graphqls")) {
            if (file == null) {
                throw new IllegalStateException("sandbox/shopify.graphqls is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, DataFetcher<?>> queryRoot() {
        Map<String, DataFetcher<?>> fetchers = new LinkedHashMap<>();
        fetchers.put("order", byId(gid -> store.order(gid).orElse(null)));
        fetchers.put("return", byId(gid -> store.back(gid).orElse(null)));
        fetchers.put("refund", byId(gid -> store.refund(gid).orElse(null)));
        fetchers.put("shop", env -> Queries.shop());
        fetchers.put("ordersCount", env -> queries.ordersCount(env.getArguments()));
        fetchers.put("orders", env -> queries.orders(env.getArguments()));
        fetchers.put("productVariants", env -> queries.variants(env.getArguments()));
        fetchers.put("locations", env -> connection(Location.ALL, env));
        fetchers.put("returnReasonDefinitions", env -> connection(ReturnReasonDefinition.ALL, env));
        fetchers.put(
                "returnableFulfillments",
                env -> connection(queries.returnable(env.getArgumentOrDefault("orderId", "")), env));
        return fetchers;
    }

    private static DataFetcher<?> byId(Function<String, @Nullable Object> find) {
        return env -> find.apply(env.getArgument("id"));
    }

    private Map<String, DataFetcher<?>> mutations() {
        Map<String, DataFetcher<?>> fetchers = new LinkedHashMap<>();
        fetchers.put("returnRequest", mutation("input", "return", returns::request));
        fetchers.put("returnCreate", mutation("returnInput", "return", returns::create));
        fetchers.put("returnApproveRequest", mutation("input", "return", returns::approve));
        fetchers.put("returnDeclineRequest", mutation("input", "return", returns::decline));
        fetchers.put("returnProcess", mutation("input", "return", refunds::process));
        fetchers.put("returnClose", mutation(null, "return", returns::close));
        fetchers.put("returnReopen", mutation(null, "return", returns::reopen));
        fetchers.put("returnCancel", mutation(null, "return", returns::cancel));
        fetchers.put("removeFromReturn", mutation(null, "return", returns::remove));
        fetchers.put("giftCardCreate", this::giftCardCreate);
        fetchers.put("orderInvoiceSend", mutation(null, "order", refunds::invoice));
        fetchers.put("reverseDeliveryCreateWithShipping", mutation(null, "reverseDelivery", reverse::deliver));
        fetchers.put("reverseDeliveryShippingUpdate", mutation(null, "reverseDelivery", reverse::update));
        fetchers.put(
                "reverseFulfillmentOrderDispose", mutation(null, "reverseFulfillmentOrderLineItems", reverse::dispose));
        fetchers.put("refundCreate", this::refundCreate);
        return fetchers;
    }

    private static DataFetcher<?> mutation(
            @Nullable String argument, String result, BiFunction<Input, Changes, Object> action) {
        return env -> {
            Input whole = new Input(env.getArguments());
            Input input = argument == null ? whole : whole.object(argument).orElseThrow();
            try {
                return payload(result, action.apply(input, changes(env)), List.of());
            } catch (Refused refused) {
                return payload(result, null, List.of(refused.userError()));
            }
        };
    }

    /** The code is shown in this answer and never again. */
    private Map<String, @Nullable Object> giftCardCreate(DataFetchingEnvironment env) {
        Input input = new Input(env.getArguments()).object("input").orElseThrow();
        try {
            GiftCard card = giftCards.create(input, changes(env));
            Map<String, @Nullable Object> payload = payload("giftCard", card, List.of());
            payload.put("giftCardCode", card.code());
            return payload;
        } catch (Refused refused) {
            return payload("giftCard", null, List.of(refused.userError()));
        }
    }

    private Map<String, @Nullable Object> refundCreate(DataFetchingEnvironment env) {
        String key = IdempotencyKeys.of(env.getField(), env.getVariables())
                .orElseThrow(() -> new RequestFailed(
                        "BAD_REQUEST",
                        "The @idempotent directive is required for this mutation but was not provided."));
        Input input = new Input(env.getArguments()).object("input").orElseThrow();
        try {
            return keys.once("refundCreate", key, input.values(), () -> refund(input, changes(env)));
        } catch (Refused refused) {
            return payload("refund", null, List.of(refused.userError()));
        }
    }

    private Map<String, @Nullable Object> refund(Input input, Changes changes) {
        try {
            Refund refund = refunds.create(input, changes);
            Map<String, @Nullable Object> payload = payload("refund", refund, List.of());
            payload.put("order", refund.order());
            return payload;
        } catch (Refused refused) {
            return payload("refund", null, List.of(refused.userError()));
        }
    }

    private static Map<String, @Nullable Object> payload(String name, @Nullable Object result, List<?> userErrors) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put(name, result);
        payload.put("userErrors", userErrors);
        return payload;
    }

    private static Changes changes(DataFetchingEnvironment env) {
        return env.getGraphQlContext().getOrDefault(Changes.class, new Changes());
    }

    private static Object outcome(DataFetchingEnvironment env) {
        return FinancialOutcome.of(Objects.requireNonNull(env.<Return>getSource()), new Input(env.getArguments()));
    }

    private static Object quantities(DataFetchingEnvironment env) {
        Variant.Level level = Objects.requireNonNull(env.getSource());
        return level.quantities(env.getArgumentOrDefault("names", List.of()));
    }

    private static Map<String, Object> connection(List<?> all, DataFetchingEnvironment env) {
        return Pages.page(all, env.getArguments(), AdminSchema::number);
    }

    private static long number(Object node) {
        if (!(Fields.read(node, "id") instanceof String gid)) {
            return 0;
        }
        String digits = gid.substring(gid.lastIndexOf('/') + 1).replaceAll("\\D.*", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    /** Whatever is not wired by hand is read by its name; lists become pages where the schema says so. */
    private static final class ByName implements WiringFactory {
        @Override
        public DataFetcher<?> getDefaultDataFetcher(FieldWiringEnvironment wiring) {
            String field = wiring.getFieldDefinition().getName();
            boolean paged = TypeInfo.typeInfo(wiring.getFieldDefinition().getType())
                    .getName()
                    .endsWith("Connection");
            if (paged) {
                return env -> connection((List<?>) list(env, field), env);
            }
            return env -> {
                Object value = Fields.read(env.getSource(), field);
                Integer most = env.getArgument("first");
                return value instanceof List<?> list && most != null ? first(list, most) : value;
            };
        }

        private static List<?> list(DataFetchingEnvironment env, String field) {
            return Fields.read(env.getSource(), field) instanceof List<?> list ? list : List.of();
        }

        private static List<?> first(List<?> list, int most) {
            return list.subList(0, Math.min(most, list.size()));
        }

        @Override
        public boolean providesTypeResolver(InterfaceWiringEnvironment wiring) {
            return true;
        }

        @Override
        public TypeResolver getTypeResolver(InterfaceWiringEnvironment wiring) {
            return byClass();
        }

        @Override
        public boolean providesTypeResolver(UnionWiringEnvironment wiring) {
            return true;
        }

        @Override
        public TypeResolver getTypeResolver(UnionWiringEnvironment wiring) {
            return byClass();
        }

        private static TypeResolver byClass() {
            return env ->
                    env.getSchema().getObjectType(env.getObject().getClass().getSimpleName());
        }
    }
}
