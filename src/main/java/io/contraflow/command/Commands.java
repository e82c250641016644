package io.contraflow.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the jar does when its first argument is a word instead of an option. */
@Command(
        name = "java -jar contraflow.jar",
        description = "Without a command it starts Contraflow. The commands work in the folder that holds routes/, "
                + "mappings/ and config/, and with its settings.",
        synopsisSubcommandLabel = "[COMMAND]",
        subcommands = {
            Validate.class,
            MapKey.class,
            Explain.class,
            Simulate.class,
            Replay.class,
            Backup.class,
            Restore.class,
            Audit.class,
            CommandLine.HelpCommand.class,
        },
        mixinStandardHelpOptions = true,
        versionProvider = Commands.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all is well", "1:something was found", "2:the command cannot be understood or carried out"})
public final class Commands implements Runnable {
    /** All is well. */
    static final int WELL = 0;
    /** Something was found that needs a person. */
    static final int FOUND = 1;
    /** The command cannot be understood or carried out. */
    static final int UNABLE = 2;

    private static final Set<String> OPTIONS = Set.of("-h", "--help", "-V", "--version");

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Class<?> application;

    private Commands(Class<?> application) {
        this.application = application;
    }

    /** Whether these arguments ask for a command instead of a start. */
    public static boolean isCommand(String... args) {
        return args.length > 0 && (OPTIONS.contains(args[0]) || !args[0].startsWith("-"));
    }

    /**
     * Carries out a command that speaks to the terminal.
     *
     * @param application the class that a start begins with
     * @return the exit code
     */
    public static int run(Class<?> application, String... args) {
        return run(
                application,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                args);
    }

    static int run(Class<?> application, PrintWriter out, PrintWriter err, String... args) {
        return new CommandLine(new Commands(application))
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    line.getErr().println(message(failure));
                    return UNABLE;
                })
                .execute(args);
    }

    Class<?> application() {
        return application;
    }

    private static String message(Exception failure) {
        // Ours say what to do; of others the class tells more than the words.
        return failure instanceof CannotDo ? String.valueOf(failure.getMessage()) : failure.toString();
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** Version from the jar's manifest. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Commands.class.getPackage().getImplementationVersion();
            return new String[] {"Contraflow " + (version == null ? "(not packaged)" : version)};
        }
    }
}
