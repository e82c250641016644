package io.contraflow.story;

import io.contraflow.Contraflow;
import io.contraflow.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The application as delivered, on free ports and an empty database on disk, with its sandbox in the same process. */
public final class RunningContraflow implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final URI address;
    private final URI sandbox;

    private RunningContraflow(ConfigurableApplicationContext context, int port, int sandboxPort) {
        this.context = context;
        this.address = URI.create("http://127.0.0.1:" + port);
        this.sandbox = URI.create("http://127.0.0.1:" + sandboxPort);
    }

    /** On an empty database. */
    public static RunningContraflow start(Class<?>... more) {
        return startIn(emptyFolder(), List.of(), more);
    }

    /**
     * @param folder where its database is, or will be
     * @param others settings, such as {@code --contraflow.bus=kafka}
     */
    public static RunningContraflow startIn(String folder, List<String> others, Class<?>... more) {
        int port = FreePort.next();
        int sandboxPort = FreePort.next();
        List<String> settings = new ArrayList<>();
        settings.add("--server.port=" + port);
        // Tomcat ends a connection after 100 requests; requests are measured here, not connections.
        settings.add("--server.tomcat.max-keep-alive-requests=-1");
        settings.add("--contraflow.sandbox.port=" + sandboxPort);
        settings.add("--contraflow.sandbox.smtp-port=" + FreePort.next());
        // Vendors' own delays, such as those of tokens and asynchronous jobs, end at once.
        settings.add("--contraflow.sandbox.speed=100000");
        settings.add("--contraflow.data-dir=" + folder);
        // Two applications in one JVM must not share Camel's names.
        settings.add("--camel.main.name=contraflow-" + port);
        settings.add("--camel.main.jmx-enabled=false");
        settings.addAll(others);
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Contraflow.class).sources(more).run(settings.toArray(String[]::new));
        return new RunningContraflow(context, port, sandboxPort);
    }

    /** The database in a folder of which no application runs, with a cache for filling it. */
    public static DataSource offline(Path folder) {
        return new DriverManagerDataSource(
                "jdbc:h2:file:" + folder.resolve("contraflow")
                        + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;CACHE_SIZE=200000;COMPRESS=TRUE",
                "contraflow",
                "");
    }

    public ConfigurableApplicationContext context() {
        return context;
    }

    public URI address() {
        return address;
    }

    public URI sandbox() {
        return sandbox;
    }

    @Override
    public void close() {
        context.close();
    }

    public static String emptyFolder() {
        try {
            return Files.createTempDirectory("contraflow-bench").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
