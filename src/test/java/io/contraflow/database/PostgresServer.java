package io.contraflow.database;

import io.contraflow.Scratch;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** A real PostgreSQL server on a free port of this machine, with its data in a temporary folder. */
public final class PostgresServer implements AutoCloseable {
    private final Path data;
    private final AtomicInteger databases = new AtomicInteger();
    private EmbeddedPostgres server;

    private PostgresServer(Path data) {
        this.data = data;
        this.server = started(data, 0);
    }

    /** Starts a server that keeps its word about what is on disk. */
    public static PostgresServer start() {
        return new PostgresServer(Scratch.folder("contraflow-postgres"));
    }

    /** Ends the server, as for maintenance; its data stays. */
    public void stop() {
        close();
    }

    /** Starts it again after {@link #stop}, with its data, on the same port. */
    public void startAgain() {
        server = started(data, server.getPort());
    }

    private static EmbeddedPostgres started(Path data, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    // Off as the library starts it, which would make a commit a promise only.
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "150")
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes an empty database and answers its URL; the user is {@code postgres}, without a password. */
    public String newDatabase() {
        String name = "contraflow" + databases.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return url(name);
    }

    /** URL of a database of this server. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + database;
    }

    public int port() {
        return server.getPort();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a server until it is ended, for trying things by hand. */
    public static void main(String[] args) throws InterruptedException {
        System.out.println(start().newDatabase());
        Thread.currentThread().join();
    }
}
