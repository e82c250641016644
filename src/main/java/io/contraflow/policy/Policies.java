package io.contraflow.policy;

import io.contraflow.mapping.Finding;
import io.contraflow.mapping.LastGood;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The folder {@code config/policies/}, one policy a file. Files may change while running: {@link #reload()} takes over
 * each file that is in order and leaves the last good version of any other.
 */
public final class Policies {

    private static final String ENDING = ".yaml";

    private final LastGood<Policy> files;

    private Policies(LastGood<Policy> files) {
        this.files = files;
    }

    /**
     * Reads the folder.
     *
     * @throws PolicyRejected if a file is broken or the folder cannot be read
     */
    public static Policies open(Path folder) {
        LastGood<Policy> files =
                new LastGood<>(folder.toAbsolutePath().normalize(), path -> path.endsWith(ENDING), PolicyReader::read);
        List<Finding> findings = files.reload();
        if (!findings.isEmpty()) {
            throw new PolicyRejected(findings);
        }
        return new Policies(files);
    }

    /** Reads changed files again. Answers why files are refused; empty when all is well. */
    public List<Finding> reload() {
        return files.reload();
    }

    /**
     * The policy of that name.
     *
     * @throws UnknownPolicy if there is none
     */
    public Policy policy(String name) {
        Policy found = files.contents().byPath().get(name + ENDING);
        if (found == null) {
            throw new UnknownPolicy(name);
        }
        return found;
    }

    /** Names of all policies. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        files.contents().byPath().values().forEach(policy -> names.add(policy.name()));
        return names;
    }
}
