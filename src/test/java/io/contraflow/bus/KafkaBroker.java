package io.contraflow.bus;

import io.contraflow.FreePort;
import io.contraflow.Scratch;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A real Kafka broker on a free port of this machine, with its data in a temporary folder. */
public final class KafkaBroker implements AutoCloseable {
    private final int port = FreePort.next();
    private final Properties settings;
    private KafkaRaftServer server;

    private KafkaBroker(Path data) throws IOException {
        settings = settings(data, port, FreePort.next());
        Path file = data.resolve("server.properties");
        try (var out = Files.newBufferedWriter(file)) {
            settings.store(out, null);
        }
        StorageTool.execute(
                new String[] {"format", "-t", Uuid.randomUuid().toString(), "-c", file.toString()},
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        startAgain();
    }

    public static KafkaBroker start() {
        try {
            return new KafkaBroker(Scratch.folder("contraflow-kafka"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Properties settings(Path data, int port, int controllerPort) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT");
        settings.put("log.dirs", data.resolve("logs").toString());
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("group.initial.rebalance.delay.ms", "0");
        // Topics are made by those who need them, not by chance.
        settings.put("auto.create.topics.enable", "false");
        return settings;
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Ends the broker, as for maintenance; its data stays. */
    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** Starts it again after {@link #stop}, with its data, on the same port. */
    public void startAgain() {
        server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
    }

    @Override
    public void close() {
        stop();
    }
}
