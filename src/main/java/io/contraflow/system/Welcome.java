package io.contraflow.system;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Says where to look. */
@Component
class Welcome {
    private static final Logger LOG = LoggerFactory.getLogger(Welcome.class);
    private final String address;
    private final int port;
    private final boolean sandbox;
    private final int sandboxPort;
    private final String user;

    Welcome(
            @Value("${server.address}") String address,
            @Value("${server.port}") int port,
            @Value("${contraflow.sandbox.enabled}") boolean sandbox,
            @Value("${contraflow.sandbox.port}") int sandboxPort,
            @Value("${contraflow.login.user}") String user) {
        this.address = address;
        this.port = port;
        this.sandbox = sandbox;
        this.sandboxPort = sandboxPort;
        this.user = user;
    }

    @EventListener(ApplicationReadyEvent.class)
    void say() {
        LOG.info("Contraflow is up: http://{}:{}/console, login {}", address, port, user);
        if (sandbox) {
            LOG.info("The password of the sandbox is: sandbox");
            LOG.info("Play customer, parcel and warehouse at http://127.0.0.1:{}/sandbox", sandboxPort);
        }
    }
}
