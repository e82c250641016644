package io.contraflow.database;

import java.util.function.Supplier;
import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * Which database a test runs on: the embedded H2, or an empty one of a real PostgreSQL server when the system property
 * {@code contraflow.test.database} is {@code postgresql}.
 */
public final class TestDatabase {
    private TestDatabase() {}

    private static final class Shared {
        // Ends with the JVM, by the hook that the server registers.
        private static final PostgresServer SERVER = PostgresServer.start();
    }

    /** The server of all tests in this JVM. */
    public static PostgresServer server() {
        return Shared.SERVER;
    }

    public static boolean isPostgres() {
        return "postgresql".equals(System.getProperty("contraflow.test.database"));
    }

    /** Settings of an application that uses an empty database of the wanted kind. */
    public static void settings(DynamicPropertyRegistry registry) {
        if (isPostgres()) {
            Supplier<Object> url = server()::newDatabase;
            registry.add("spring.datasource.url", url);
            registry.add("spring.datasource.username", () -> "postgres");
        }
    }
}
