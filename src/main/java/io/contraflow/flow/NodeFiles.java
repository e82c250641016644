package io.contraflow.flow;

import io.contraflow.connector.Connectors;
import io.contraflow.connector.Connectors.Connector;
import io.contraflow.journal.Cluster;
import io.contraflow.mapping.Mappings;
import io.contraflow.policy.Policies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Which files this process works by, as hashes that the other nodes can compare with their own. Routes and connectors are
 * those of the start, mappings and policies those in use. Secrets are not among what is hashed.
 */
@Component
class NodeFiles {
    private final Mappings mappings;
    private final Policies policies;
    private final Cluster cluster;
    private final String connectors;
    private final String routes;
    private final String version;

    NodeFiles(
            Mappings mappings,
            Policies policies,
            Connectors connectors,
            Cluster cluster,
            @Value("${contraflow.routes-dir}") Path routes) {
        this.mappings = mappings;
        this.policies = policies;
        this.cluster = cluster;
        this.connectors = hash(connectors.connectors().entrySet().stream()
                .map(entry -> entry.getKey() + " " + words(entry.getValue()))
                .sorted()
                .collect(Collectors.joining("\n")));
        this.routes = hash(texts(routes));
        String packaged = NodeFiles.class.getPackage().getImplementationVersion();
        this.version = packaged == null ? "not packaged" : packaged;
    }

    /** Tells the other nodes, when something has changed. */
    void tell() {
        SortedMap<String, String> parts = new TreeMap<>();
        parts.put("connectors", connectors);
        parts.put("mappings", hash(mappings.version()));
        parts.put("policies", hash(policies.version()));
        parts.put("routes", routes);
        cluster.describe(version, parts);
    }

    private static String words(Connector connector) {
        return String.join(
                " ",
                String.valueOf(connector.type()),
                String.valueOf(connector.baseUrl()),
                connector.timeout().toString(),
                String.valueOf(connector.concurrency()),
                String.valueOf(connector.callsPerSecond()));
    }

    private static String texts(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> files = walk.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            StringBuilder all = new StringBuilder();
            for (Path file : files) {
                all.append(folder.relativize(file)).append('\n').append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException("the routes in " + folder + " cannot be read", e);
        }
    }

    private static String hash(String text) {
        return DigestUtils.sha256Hex(text).substring(0, 12);
    }
}
