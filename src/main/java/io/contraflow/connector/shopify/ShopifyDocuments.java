package io.contraflow.connector.shopify;

import io.contraflow.connector.TypeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The GraphQL documents in {@code mappings/shopify}. Routes call it as {@code shopifyDocuments}. */
@Component("shopifyDocuments")
class ShopifyDocuments {
    private final Path folder;
    private final TypeSettings settings;
    private final Map<String, String> documents = new ConcurrentHashMap<>();

    ShopifyDocuments(@Value("${contraflow.mappings-dir}") Path mappings, TypeSettings settings) {
        this.folder = mappings.resolve("shopify");
        this.settings = settings;
    }

    /** Makes the call of {@code {document, variables}}. */
    public Map<String, Object> request(String connector, @Body Map<String, Object> wanted) {
        String name = String.valueOf(wanted.get("document"));
        Map<String, Object> body = new LinkedHashMap<>();
        String document = documents.computeIfAbsent(name, this::read);
        body.put("query", document);
        body.put("variables", wanted.getOrDefault("variables", Map.of()));
        String version = settings.of(connector, ShopifySettings.class).apiVersion();
        return Map.of(
                "method",
                "POST",
                "path",
                "/admin/api/" + version + "/graphql.json",
                "body",
                body,
                "reads",
                document.stripLeading().startsWith("query"));
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name + ".graphql"));
        } catch (IOException e) {
            throw new IllegalArgumentException("there is no " + folder.resolve(name + ".graphql"), e);
        }
    }
}
