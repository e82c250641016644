package io.contraflow.bench;

import io.contraflow.Contraflow;
import io.contraflow.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The application as delivered, on free ports and an empty database on disk, with its sandbox in the same process. */
final class RunningContraflow implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final URI address;
    private final URI sandbox;

    private RunningContraflow(ConfigurableApplicationContext context, int port, int sandboxPort) {
        this.context = context;
        this.address = URI.create("http://127.0.0.1:" + port);
        this.sandbox = URI.create("http://127.0.0.1:" + sandboxPort);
    }

    static RunningContraflow start(Class<?>... more) {
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
        settings.add("--contraflow.data-dir=" + emptyFolder());
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(Contraflow.class).sources(more).run(settings.toArray(String[]::new));
        return new RunningContraflow(context, port, sandboxPort);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    URI address() {
        return address;
    }

    URI sandbox() {
        return sandbox;
    }

    @Override
    public void close() {
        context.close();
    }

    private static String emptyFolder() {
        try {
            return Files.createTempDirectory("contraflow-bench").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
