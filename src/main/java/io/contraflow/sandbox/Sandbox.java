package io.contraflow.sandbox;

import com.sun.net.httpserver.HttpServer;
import io.contraflow.sandbox.mail.SmtpServer;
import io.contraflow.sandbox.scenario.Stage;
import io.contraflow.sandbox.shopify.ShopifySystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shop, ERP, helpdesk and carrier as one program that speaks their protocols on one port. */
public final class Sandbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sandbox.class);
    private static final int THREADS = 64;

    private static final InetAddress LOOPBACK = loopback();

    static {
        // Without it each answer waits for the client's delayed acknowledgement, 40 ms; read once when the server class
        // loads.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads =
            Executors.newFixedThreadPool(THREADS, task -> World.daemon(task, "sandbox-http"));
    private final World world;
    private final Webhooks webhooks;
    private final SmtpServer smtp;

    private Sandbox(SandboxOptions options) throws IOException {
        server = HttpServer.create(new InetSocketAddress(LOOPBACK, options.port()), 1024);
        world = new World(
                options.speed(),
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
        Faults faults = new Faults();
        Journal journal = new Journal();
        WebhookJournal webhookJournal = new WebhookJournal();
        webhooks = new Webhooks(options, faults, webhookJournal);
        Mails mails = new Mails();
        smtp = SmtpServer.start(options.smtpPort(), mails);
        Systems systems = Systems.all(new Surroundings(options, world, webhooks, mails));
        Stage stage = new Stage(
                world,
                systems.playing(ShopifySystem.class).storefront(),
                systems.playing(SalesOrders.class),
                systems.playing(Parcels.class));
        ControlRoom controlRoom = new ControlRoom(systems, journal, webhookJournal, faults, mails, stage);
        server.createContext("/", new FrontDoor(systems, controlRoom, faults, journal));
        server.setExecutor(threads);
        server.start();
    }

    /** Starts a sandbox; port 0 takes any free one. */
    public static Sandbox start(SandboxOptions options) {
        try {
            Sandbox sandbox = new Sandbox(options);
            LOG.info("Sandbox at {}/sandbox, webhooks go to {}/webhooks/", sandbox.uri(), options.target());
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox could not start on port " + options.port(), e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Where its SMTP server listens on 127.0.0.1. */
    public int smtpPort() {
        return smtp.port();
    }

    /** Address without a trailing slash. */
    public URI uri() {
        return world.uri();
    }

    @Override
    public void close() {
        server.stop(0);
        smtp.close();
        threads.shutdownNow();
        webhooks.close();
        world.close();
    }

    // Never by host name: on some machines localhost is the IPv6 one, which the orchestrator does not call.
    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    // Half a sandbox must not stay alive: its mail server's threads would hold the program and the port.
    private static Sandbox startOrExit(String... args) {
        try {
            return start(SandboxOptions.parse(args));
        } catch (RuntimeException e) {
            LOG.error("The sandbox could not start", e);
            System.exit(1);
            throw e;
        }
    }

    public static void main(String[] args) throws InterruptedException {
        Sandbox sandbox = startOrExit(args);
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close));
        new CountDownLatch(1).await();
    }
}
