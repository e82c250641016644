package io.contraflow.command;

import java.nio.file.Path;
import java.time.ZoneId;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

/** The working folder with its settings, as a start in it would see them. */
final class Folder {
    private final ConfigurableEnvironment settings = new StandardEnvironment();

    /**
     * Reads {@code config/application.yaml} and what it names.
     *
     * @throws CannotDo if there is none or it cannot be read
     */
    static Folder here() {
        Folder folder = new Folder();
        try {
            ConfigDataEnvironmentPostProcessor.applyTo(folder.settings);
        } catch (RuntimeException e) {
            throw new CannotDo("config/ cannot be read: " + e.getMessage());
        }
        if (folder.settings.getProperty("contraflow.routes-dir") == null) {
            throw new CannotDo("there is no config/application.yaml here; go to the folder that holds routes/,"
                    + " mappings/ and config/");
        }
        return folder;
    }

    Path routes() {
        return path("contraflow.routes-dir");
    }

    Path mappings() {
        return path("contraflow.mappings-dir");
    }

    Path policies() {
        return path("contraflow.policies-dir");
    }

    Path regions() {
        return path("contraflow.regions-dir");
    }

    Path templates() {
        return path("contraflow.templates-dir");
    }

    /** Time zone of a channel; that of a channel without settings when it has none. */
    ZoneId zone(String channel) {
        String zone = text("contraflow.channels." + channel + ".zone");
        return ZoneId.of(zone.isEmpty() ? "Europe/Berlin" : zone);
    }

    String text(String setting) {
        return settings.getProperty(setting, "");
    }

    private Path path(String setting) {
        return Path.of(settings.getRequiredProperty(setting));
    }
}
