package io.contraflow.process;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs in a process of its own and ends with its handle. */
final class Program implements AutoCloseable {
    private static final Path JAR = Path.of("target", "contraflow.jar").toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** The simulated systems, as the command line starts them. */
    static Program sandbox(Path folder, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "-Xmx" + Storm.sandboxMebibytes() + "m",
                "-cp",
                extracted().toString(),
                "io.contraflow.sandbox.Sandbox"));
        command.addAll(List.of(options));
        return start(List.of(), command, Map.of(), folder, "sandbox.log");
    }

    /** The orchestrator in a folder that has {@code routes/}, {@code mappings/} and {@code config/}. */
    static Program contraflow(Path folder, Map<String, String> environment) {
        return contraflow(folder, environment, List.of());
    }

    /** The orchestrator where no file may grow beyond a size, as on a disk that is full. */
    static Program onSmallDisk(Path folder, Map<String, String> environment, int kilobytes) {
        return contraflow(folder, environment, List.of("bash", "-c", "ulimit -f " + kilobytes + "; exec \"$@\"", "-"));
    }

    /** The orchestrator with the classes of the tests beside its own, so that a test's trigger can stop it. */
    static Program withTestClasses(Path folder, Map<String, String> environment) {
        String tests = Path.of(Program.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toAbsolutePath()
                .toString();
        return start(
                List.of(),
                List.of("-Xmx448m", "-cp", extracted() + File.pathSeparator + tests, "io.contraflow.Contraflow"),
                environment,
                folder,
                "contraflow.log");
    }

    /** The jar taken apart once, as in an image: it starts in half the time, which counts for tests that start often. */
    private static synchronized Path extracted() {
        Path folder = JAR.resolveSibling("extracted");
        Path jar = folder.resolve(JAR.getFileName());
        try {
            if (!Files.exists(jar) || Files.getLastModifiedTime(jar).compareTo(Files.getLastModifiedTime(JAR)) < 0) {
                Process tool = new ProcessBuilder(
                                JAVA,
                                "-Djarmode=tools",
                                "-jar",
                                JAR.toString(),
                                "extract",
                                "--force",
                                "--destination",
                                folder.toString())
                        .inheritIO()
                        .start();
                if (tool.waitFor() != 0) {
                    throw new IllegalStateException("the jar cannot be taken apart");
                }
                Files.setLastModifiedTime(jar, FileTime.from(Instant.now()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return jar;
    }

    /** A command of the jar, in that folder. */
    static Program command(Path folder, Map<String, String> environment, String... words) {
        List<String> arguments = new ArrayList<>(List.of("-jar", JAR.toString()));
        arguments.addAll(List.of(words));
        return start(
                List.of(),
                arguments,
                environment,
                folder,
                "command-" + words[0].replace("-", "") + "-" + System.nanoTime() + ".log");
    }

    private static Program contraflow(Path folder, Map<String, String> environment, List<String> before) {
        return start(before, List.of("-Xmx448m", "-jar", JAR.toString()), environment, folder, "contraflow.log");
    }

    private static Program start(
            List<String> before, List<String> arguments, Map<String, String> environment, Path folder, String logName) {
        List<String> command = new ArrayList<>(before);
        command.add(JAVA);
        // Quick to start, and the same on a machine with many cores.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(arguments);
        Path log = folder.resolve(logName);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.startsWith("CONTRAFLOW_") || name.startsWith("SPRING_"));
        builder.environment().putAll(environment);
        try {
            return new Program(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it wrote last, to explain a failure. */
    String lastWords() {
        try {
            List<String> lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - 40), lines.size()));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    /** All that it wrote. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until it ends by itself; answers its exit code. */
    int awaitEnd() {
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                throw new IllegalStateException("it does not end: " + lastWords());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** Asks it to end, as a supervisor does, and waits. */
    int stop() {
        process.destroy();
        return awaitEnd();
    }

    /** Kills it with no chance to put anything in order. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }

    static URI local(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
