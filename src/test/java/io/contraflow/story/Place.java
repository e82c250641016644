package io.contraflow.story;

import io.contraflow.FreePort;
import java.net.URI;
import org.springframework.test.context.DynamicPropertyRegistry;

/** Where one application and its sandbox live: free ports, an empty folder of data, and names of its own. */
public final class Place {
    private final int port = FreePort.next();
    private final int sandboxPort = FreePort.next();
    private final int smtpPort = FreePort.next();

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /** Speaks to Contraflow's API. */
    public Contraflow contraflow() {
        return new Contraflow(address());
    }

    /** Speaks to the sandbox. */
    public SimulatedWorld world() {
        return new SimulatedWorld(URI.create("http://127.0.0.1:" + sandboxPort));
    }

    /** Settings of the application that lives here. */
    public void settings(DynamicPropertyRegistry registry) {
        registry.add("server.port", () -> port);
        registry.add("contraflow.sandbox.port", () -> sandboxPort);
        registry.add("contraflow.sandbox.smtp-port", () -> smtpPort);
        registry.add("contraflow.sandbox.speed", () -> 600);
        registry.add("contraflow.data-dir", RunningTest::emptyFolder);
        // Two applications in one JVM must not share Camel's names.
        registry.add("camel.main.name", () -> "contraflow-" + port);
        registry.add("camel.main.jmx-enabled", () -> false);
    }
}
