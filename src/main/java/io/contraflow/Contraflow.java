package io.contraflow;

import io.contraflow.command.Commands;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the orchestrator, or carries out a command; what it runs stands in {@code routes/}, {@code mappings/} and {@code config/}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Contraflow {
    public static void main(String[] args) {
        if (Commands.isCommand(args)) {
            System.exit(Commands.run(Contraflow.class, args));
        }
        SpringApplication.run(Contraflow.class, args);
    }
}
