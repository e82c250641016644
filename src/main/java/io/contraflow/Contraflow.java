package io.contraflow;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the orchestrator; what it runs stands in {@code routes/}, {@code mappings/} and {@code config/}. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Contraflow {
    public static void main(String[] args) {
        SpringApplication.run(Contraflow.class, args);
    }
}
