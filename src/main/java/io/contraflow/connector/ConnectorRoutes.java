package io.contraflow.connector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spring.boot.CamelContextConfiguration;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Loads the route files and makes, for each configured connector, its own routes from the templates of its type: the
 * template {@code netsuite-post-credit} becomes the route {@code <connector>-post-credit}.
 */
@Component
class ConnectorRoutes implements CamelContextConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectorRoutes.class);
    private static final String ENDING = ".camel.yaml";
    private final Connectors connectors;
    private final Path folder;

    ConnectorRoutes(Connectors connectors, @Value("${contraflow.routes-dir}") Path folder) {
        this.connectors = connectors;
        this.folder = folder;
    }

    @Override
    public void beforeApplicationStart(CamelContext camel) {
        try {
            PluginHelper.getRoutesLoader(camel).loadRoutes(files(camel));
            instantiate(camel);
        } catch (Exception e) {
            throw new IllegalStateException(
                    "the routes in " + folder.toAbsolutePath() + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    @Override
    public void afterApplicationStart(CamelContext camel) {
        LOG.info("{} routes from {} run", camel.getRoutesSize(), folder);
    }

    private Collection<Resource> files(CamelContext camel) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException(
                    "the folder does not exist; start Contraflow beside its routes/, mappings/ and config/");
        }
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> files = found.filter(file -> file.toString().endsWith(ENDING))
                    // Error handling first: it only applies to what is loaded after it.
                    .sorted(Comparator.comparing((Path file) -> !file.endsWith("errors" + ENDING))
                            .thenComparing(Comparator.naturalOrder()))
                    .toList();
            List<Resource> resources = new ArrayList<>();
            for (Path file : files) {
                resources.add(ResourceHelper.resolveMandatoryResource(camel, "file:" + file.toAbsolutePath()));
            }
            return resources;
        }
    }

    private void instantiate(CamelContext camel) throws Exception {
        ModelCamelContext model = camel.getCamelContextExtension().getContextPlugin(ModelCamelContext.class) == null
                ? (ModelCamelContext) camel
                : camel.getCamelContextExtension().getContextPlugin(ModelCamelContext.class);
        Set<String> types = new HashSet<>();
        connectors.connectors().values().forEach(connector -> types.add(String.valueOf(connector.type())));
        for (Map.Entry<String, Connectors.Connector> entry : new TreeMap<>(connectors.connectors()).entrySet()) {
            String type = String.valueOf(entry.getValue().type());
            int made = 0;
            for (RouteTemplateDefinition template : model.getRouteTemplateDefinitions()) {
                if (type.equals(typeOf(template.getId(), types))) {
                    String suffix = template.getId().substring(type.length());
                    camel.addRouteFromTemplate(
                            entry.getKey() + suffix, template.getId(), Map.of("connector", entry.getKey()));
                    made++;
                }
            }
            if (made == 0) {
                throw new IllegalStateException("connector " + entry.getKey() + " has type " + type
                        + ", but no route template begins with " + type + "-");
            }
        }
    }

    /** The longest type that the template's id begins with; empty when none does. */
    private static String typeOf(String template, Set<String> types) {
        return types.stream()
                .filter(type -> template.startsWith(type + "-"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }
}
