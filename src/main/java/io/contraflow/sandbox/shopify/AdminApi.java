package io.contraflow.sandbox.shopify;

import graphql.ErrorType;
import graphql.ExecutionInput;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.ParseAndValidate;
import graphql.ParseAndValidateResult;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.SimpleDataFetcherExceptionHandler;
import graphql.execution.preparsed.PreparsedDocumentEntry;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.OperationDefinition;
import graphql.schema.GraphQLSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs one GraphQL request as the vendor does: validate, charge, execute, and only then tell the world. */
final class AdminApi {
    private static final int DEAREST_QUERY = 1000;
    private static final int REMEMBERED_DOCUMENTS = 1000;

    private final GraphQLSchema schema;
    private final GraphQL graphQl;
    private final VariableCheck variableCheck;
    private final Bucket bucket;
    private final ReadWriteLock lock;
    private final ShopWebhooks webhooks;
    private final Map<String, ParseAndValidateResult> documents = new ConcurrentHashMap<>();

    AdminApi(GraphQLSchema schema, Bucket bucket, ReadWriteLock lock, ShopWebhooks webhooks) {
        this.schema = schema;
        this.bucket = bucket;
        this.lock = lock;
        this.webhooks = webhooks;
        this.variableCheck = new VariableCheck(schema);
        this.graphQl = GraphQL.newGraphQL(schema)
                .preparsedDocumentProvider((input, parse) -> CompletableFuture.completedFuture(
                        new PreparsedDocumentEntry(parsed(input.getQuery()).getDocument())))
                .defaultDataFetcherExceptionHandler(new Failures())
                .build();
    }

    /** A request as it came. */
    record Request(
            String query,
            Map<String, Object> variables,
            @Nullable String operationName) {}

    /** The fields that the request asks of the root, such as {@code returnProcess}; for the journal. */
    Optional<List<Field>> rootFields(Request request) {
        ParseAndValidateResult parsed = parsed(request.query());
        if (parsed.getDocument() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(operation(parsed.getDocument(), request))
                .map(operation -> operation.getSelectionSet().getSelectionsOfType(Field.class));
    }

    Map<String, Object> execute(Request request) {
        ParseAndValidateResult parsed = parsed(request.query());
        OperationDefinition operation = parsed.getDocument() == null ? null : operation(parsed.getDocument(), request);
        if (parsed.isFailure()) {
            return Map.of(
                    "errors",
                    parsed.getErrors().stream()
                            .map(error -> Errors.of(error, operation))
                            .toList());
        }
        if (operation == null) {
            return Map.of("errors", List.of(Map.of("message", "An operation name is required")));
        }
        Optional<Map<String, Object>> badVariable = variableCheck.error(operation, request.variables());
        if (badVariable.isPresent()) {
            return Map.of("errors", List.of(badVariable.get()));
        }
        return charge(request, parsed.getDocument(), operation);
    }

    private Map<String, Object> charge(Request request, Document document, OperationDefinition operation) {
        int cost = new QueryCost(schema, document, request.variables(), null).of(operation);
        if (cost > DEAREST_QUERY) {
            return tooDear(cost);
        }
        if (!bucket.take(cost)) {
            return throttled(cost);
        }
        ExecutionResult result = run(request, operation);
        Object data = result.getData();
        Map<String, Object> answer = new LinkedHashMap<>();
        if (!result.getErrors().isEmpty()) {
            answer.put(
                    "errors",
                    result.getErrors().stream()
                            .map(error -> Errors.of(error, operation))
                            .toList());
        }
        answer.put("data", data == null ? Optional.empty() : data);
        int actual = data == null ? cost : new QueryCost(schema, document, request.variables(), data).of(operation);
        bucket.giveBack(Math.max(0, cost - actual));
        answer.put("extensions", Map.of("cost", cost(cost, actual)));
        return answer;
    }

    private ExecutionResult run(Request request, OperationDefinition operation) {
        Changes changes = new Changes();
        ExecutionInput input = ExecutionInput.newExecutionInput()
                .query(request.query())
                .operationName(request.operationName())
                .variables(request.variables())
                .graphQLContext(context -> context.put(Changes.class, changes))
                .build();
        boolean mutation = operation.getOperation() == OperationDefinition.Operation.MUTATION;
        Lock held = mutation ? lock.writeLock() : lock.readLock();
        ExecutionResult result;
        held.lock();
        try {
            result = graphQl.execute(input);
        } finally {
            held.unlock();
        }
        webhooks.send(changes);
        return result;
    }

    Map<String, Object> throttled(int cost) {
        Map<String, Object> extensions =
                Map.of("code", "THROTTLED", "documentation", "https://shopify.dev/api/usage/rate-limits");
        return Map.of(
                "errors", List.of(Map.of("message", "Throttled", "extensions", extensions)),
                "extensions", Map.of("cost", cost(cost, null)));
    }

    private Map<String, Object> tooDear(int cost) {
        String message = "Query cost is " + cost + ", which exceeds the single query max cost limit (" + DEAREST_QUERY
                + "). See https://shopify.dev/concepts/about-apis/rate-limits for more information.";
        Map<String, Object> extensions = Map.of("code", "MAX_COST_EXCEEDED", "cost", cost, "maxCost", DEAREST_QUERY);
        return Map.of("errors", List.of(Map.of("message", message, "extensions", extensions)));
    }

    private Map<String, Object> cost(int requested, @Nullable Integer actual) {
        Map<String, Object> cost = new LinkedHashMap<>();
        cost.put("requestedQueryCost", requested);
        cost.put("actualQueryCost", Optional.ofNullable(actual));
        cost.put("throttleStatus", bucket.status());
        return cost;
    }

    private ParseAndValidateResult parsed(String query) {
        if (documents.size() > REMEMBERED_DOCUMENTS) {
            documents.clear();
        }
        return documents.computeIfAbsent(
                query,
                text -> ParseAndValidate.parseAndValidate(
                        schema, ExecutionInput.newExecutionInput(text).build()));
    }

    private static @Nullable OperationDefinition operation(Document document, Request request) {
        Map<String, OperationDefinition> operations = document.getDefinitionsOfType(OperationDefinition.class).stream()
                .collect(Collectors.toMap(
                        operation -> String.valueOf(operation.getName()), operation -> operation, (one, other) -> one));
        if (request.operationName() != null) {
            return operations.get(request.operationName());
        }
        return operations.size() == 1 ? operations.values().iterator().next() : null;
    }

    /** A field that fails becomes a top-level error with the vendor's code; anything unforeseen is ours. */
    private static final class Failures extends SimpleDataFetcherExceptionHandler {
        @Override
        public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
                DataFetcherExceptionHandlerParameters failure) {
            if (!(failure.getException() instanceof RequestFailed known)) {
                return super.handleException(failure);
            }
            GraphQLError error = GraphqlErrorBuilder.newError(failure.getDataFetchingEnvironment())
                    .errorType(ErrorType.DataFetchingException)
                    .message("%s", known.getMessage())
                    .extensions(Map.of("code", known.code()))
                    .build();
            return CompletableFuture.completedFuture(
                    DataFetcherExceptionHandlerResult.newResult(error).build());
        }
    }
}
