package io.contraflow.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contraflow.model.Money;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.core.jackson.TypeNameResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.ProblemDetail;

/**
 * Describes the API as OpenAPI. Paths, fields and bounds come from the code, its words from the Javadoc, and the examples from
 * {@code openapi-examples.json}, which tests send.
 */
@Configuration
class ApiDescription {
    private static final String PROBLEM = "#/components/schemas/Problem";
    private static final String PROBLEM_JSON = org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE;
    private static final String FORM = org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE;
    private static final Set<String> CHANGES = Set.of("POST", "PUT", "DELETE", "PATCH");

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(
                        Money.class,
                        new ObjectSchema()
                                .name("Money")
                                .description("An amount with as many decimals as its currency has.")
                                .addProperty("amount", new StringSchema().example("12.30"))
                                .addProperty("currency", new StringSchema().example("EUR")))
                .replaceWithSchema(JsonNode.class, new Schema<>().description("Any JSON."));
    }

    @Bean
    OpenAPI contraflowApi() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("Contraflow")
                                .version("1")
                                .description(
                                        "Returns and refunds, from the customer's request until money, books, stock and support"
                                                + " agree. Whoever may look has the role viewer, whoever may act operator, and admin looks"
                                                + " after Contraflow itself. Refusals are problem details (RFC 9457) that name the field."))
                .servers(List.of(new Server().url("/").description("This Contraflow")))
                .components(new Components()
                        .addSecuritySchemes(
                                "token",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .description("A token that an administrator made on the page Users"))
                        .addSecuritySchemes(
                                "login",
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("basic")
                                        .description("Login and password")))
                .security(List.of(
                        new SecurityRequirement().addList("token"), new SecurityRequirement().addList("login")));
    }

    private static Schema<?> problem() {
        return new ObjectSchema()
                .description("Why it was refused")
                .addProperty("type", new StringSchema().example("about:blank"))
                .addProperty("title", new StringSchema().example("Bad Request"))
                .addProperty("status", new io.swagger.v3.oas.models.media.IntegerSchema().example(400))
                .addProperty("detail", new StringSchema().example("the field reason must not be blank"))
                .addProperty("instance", new StringSchema().example("/api/returns"));
    }

    /** Types within a class carry its name, because several are called Row or Change. */
    @Bean
    ModelResolver schemas(ObjectMapper json) {
        return new ModelResolver(json, new TypeNameResolver() {
            @Override
            protected String nameForClass(Class<?> type, Set<Options> options) {
                Class<?> outer = type.getEnclosingClass();
                return outer == null
                        ? super.nameForClass(type, options)
                        : outer.getSimpleName().replaceAll("Api$", "") + type.getSimpleName();
            }
        });
    }

    @Bean
    OpenApiCustomizer refusalsAndExamples(ObjectMapper json) {
        Map<String, JsonNode> examples = examples(json);
        return api -> {
            // Not earlier: what nothing refers to yet is removed.
            api.getComponents().addSchemas("Problem", problem());
            api.getPaths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                refusals(path, method.name(), operation);
                files(operation);
                operation.setTags(
                        operation.getTags().stream().map(ApiDescription::group).toList());
                if (Objects.equals(operation.getSummary(), operation.getDescription())) {
                    operation.setDescription(null);
                }
            }));
            // None without the words of the Javadoc, as where a development tool compiled the classes.
            if (api.getTags() != null) {
                api.getTags().forEach(tag -> tag.setName(group(tag.getName())));
            }
            addWebhooks(api);
            api.getPaths().forEach((path, item) -> item.readOperationsMap().forEach((method, operation) -> {
                JsonNode example = examples.get(method.name() + " " + path);
                if (example != null && operation.getRequestBody() != null) {
                    operation.getRequestBody().getContent().values().forEach(body -> body.setExample(example));
                }
            }));
        };
    }

    /** A body with a file in it is a form. */
    private static void files(Operation operation) {
        if (operation.getRequestBody() == null || operation.getRequestBody().getContent() == null) {
            return;
        }
        operation.getRequestBody().getContent().values().stream()
                .filter(body -> body.getSchema() != null
                        && body.getSchema().getProperties() != null
                        && body.getSchema().getProperties().containsKey("file"))
                .findFirst()
                .ifPresent(form -> operation.getRequestBody().setContent(new Content().addMediaType(FORM, form)));
    }

    private static String group(String tag) {
        return tag.replaceAll("-api$", "");
    }

    private static void refusals(String path, String method, Operation operation) {
        ApiResponses responses = operation.getResponses();
        // Those that the handlers of exceptions could give are the same everywhere and say nothing.
        responses.keySet().removeIf(status -> status.startsWith("4") || status.startsWith("5"));
        refusal(responses, "401", "Nobody is logged in, or the token has ended");
        refusal(responses, "403", "The role does not allow it");
        if (operation.getRequestBody() != null || operation.getParameters() != null) {
            refusal(responses, "400", "A field or parameter is missing or wrong; the detail names it");
        }
        if (path.contains("{")) {
            refusal(responses, "404", "There is no such thing");
        }
        if (CHANGES.contains(method)) {
            refusal(responses, "409", "It is not possible now; the detail says why");
        }
        refusal(responses, "503", "The database does not answer; try again after Retry-After seconds");
    }

    private static void refusal(ApiResponses responses, String status, String words) {
        responses.addApiResponse(
                status,
                new ApiResponse()
                        .description(words)
                        .content(new Content()
                                .addMediaType(
                                        PROBLEM_JSON,
                                        new MediaType().schema(new Schema<ProblemDetail>().$ref(PROBLEM)))));
    }

    /** Served by routes instead of controllers. */
    private static void addWebhooks(OpenAPI api) {
        api.addTagsItem(new Tag().name("webhooks").description("What the connected systems tell by themselves."));
        Operation webhook = new Operation()
                .summary("A connected system tells of something.")
                .description(
                        "Its signature is checked as the connector's type says; what is accepted is on disk before the"
                                + " answer. Needs no login.")
                .addTagsItem("webhooks")
                .security(List.of())
                .addParametersItem(new io.swagger.v3.oas.models.parameters.Parameter()
                        .name("connector")
                        .in("path")
                        .required(true)
                        .description("Name of the connector in config/connectors.yaml")
                        .schema(new StringSchema().example("shopify")))
                .requestBody(new io.swagger.v3.oas.models.parameters.RequestBody()
                        .required(true)
                        .content(
                                new Content().addMediaType("application/json", new MediaType().schema(new Schema<>()))))
                .responses(new ApiResponses()
                        .addApiResponse("202", new ApiResponse().description("It is kept, or was kept before")));
        refusal(webhook.getResponses(), "400", "It is no JSON, or lacks what names the event");
        refusal(webhook.getResponses(), "401", "The signature is missing or wrong");
        refusal(webhook.getResponses(), "404", "There is no connector of that name that takes webhooks");
        refusal(webhook.getResponses(), "413", "It is too long");
        refusal(webhook.getResponses(), "503", "It could not be kept; send it again");
        api.path("/webhooks/{connector}", new io.swagger.v3.oas.models.PathItem().post(webhook));
    }

    private static Map<String, JsonNode> examples(ObjectMapper json) {
        try (InputStream file = new ClassPathResource("openapi-examples.json").getInputStream()) {
            Map<String, JsonNode> examples = new LinkedHashMap<>();
            json.readTree(file).fields().forEachRemaining(one -> examples.put(one.getKey(), one.getValue()));
            return examples;
        } catch (IOException e) {
            throw new UncheckedIOException("openapi-examples.json cannot be read", e);
        }
    }
}
