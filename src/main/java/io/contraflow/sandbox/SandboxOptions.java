package io.contraflow.sandbox;

import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a sandbox is started.
 *
 * @param port port of the HTTP server, 0 for any free one
 * @param target address of the orchestrator that receives the webhooks
 * @param webhookSecret secret that all systems sign their webhooks with
 * @param speed what the vendors' own delays are divided by
 * @param smtpPort port of the mail server, 0 for any free one
 */
public record SandboxOptions(int port, URI target, String webhookSecret, double speed, int smtpPort) {
    public static SandboxOptions defaults() {
        return new SandboxOptions(8090, URI.create("http://127.0.0.1:8080"), "sandbox-secret", 60, 8025);
    }

    /** Reads arguments such as {@code --port=8090}; what is not given keeps its default, what is unknown is refused. */
    public static SandboxOptions parse(String... args) {
        Map<String, String> given =
                Arrays.stream(args).collect(Collectors.toMap(SandboxOptions::name, SandboxOptions::value));
        SandboxOptions options = defaults();
        for (Map.Entry<String, String> entry : given.entrySet()) {
            options = options.with(entry.getKey(), entry.getValue());
        }
        return options;
    }

    private SandboxOptions with(String name, String value) {
        return switch (name) {
            case "port" -> new SandboxOptions(Integer.parseInt(value), target, webhookSecret, speed, smtpPort);
            case "target" -> new SandboxOptions(port, URI.create(value), webhookSecret, speed, smtpPort);
            case "webhook-secret" -> new SandboxOptions(port, target, value, speed, smtpPort);
            case "speed" -> new SandboxOptions(port, target, webhookSecret, Double.parseDouble(value), smtpPort);
            case "smtp-port" -> new SandboxOptions(port, target, webhookSecret, speed, Integer.parseInt(value));
            default -> throw new IllegalArgumentException("Unknown option --" + name);
        };
    }

    private static String name(String arg) {
        if (!arg.matches("--[a-z-]+=.+")) {
            throw new IllegalArgumentException("Expected --name=value but got " + arg);
        }
        return arg.substring(2, arg.indexOf('='));
    }

    private static String value(String arg) {
        return arg.substring(arg.indexOf('=') + 1);
    }

    @Override
    public String toString() {
        return "SandboxOptions[port=" + port + ", target=" + target + ", speed=" + speed + ", smtpPort=" + smtpPort
                + "]";
    }
}
