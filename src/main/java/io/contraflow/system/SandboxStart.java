package io.contraflow.system;

import io.contraflow.sandbox.Sandbox;
import io.contraflow.sandbox.SandboxOptions;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Starts the simulated systems inside this process; all else knows them only by their addresses. */
@Component
@ConditionalOnProperty("contraflow.sandbox.enabled")
class SandboxStart implements SmartLifecycle {
    private final int port;
    private final int smtpPort;
    private final double speed;
    private final URI target;
    private @Nullable Sandbox sandbox;

    SandboxStart(
            @Value("${contraflow.sandbox.port}") int port,
            @Value("${contraflow.sandbox.smtp-port}") int smtpPort,
            @Value("${contraflow.sandbox.speed}") double speed,
            @Value("http://127.0.0.1:${server.port}") URI target) {
        this.port = port;
        this.smtpPort = smtpPort;
        this.speed = speed;
        this.target = target;
    }

    @Override
    public void start() {
        SandboxOptions usual = SandboxOptions.parse();
        sandbox = Sandbox.start(new SandboxOptions(port, target, usual.webhookSecret(), speed, smtpPort));
    }

    @Override
    public void stop() {
        if (sandbox != null) {
            sandbox.close();
            sandbox = null;
        }
    }

    @Override
    public boolean isRunning() {
        return sandbox != null;
    }

    /** Before everything that calls it. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE / 2;
    }
}
