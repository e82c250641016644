package io.contraflow.policy;

import io.contraflow.mapping.Finding;
import io.contraflow.mapping.LastGood;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final LastGood<Region> laws;
    private final Regions regions;

    private Policies(LastGood<Policy> files, Regions.Opened regions) {
        this.files = files;
        this.laws = regions.files();
        this.regions = regions.regions();
    }

    /**
     * Reads the folders.
     *
     * @param folder the policies
     * @param regionFolder the law of the customers' countries
     *
     * @throws PolicyRejected if a file is broken or the folder cannot be read
     */
    public static Policies open(Path folder, Path regionFolder) {
        LastGood<Policy> files =
                new LastGood<>(folder.toAbsolutePath().normalize(), path -> path.endsWith(ENDING), PolicyReader::read);
        List<Finding> findings = files.reload();
        if (!findings.isEmpty()) {
            throw new PolicyRejected(findings);
        }
        return new Policies(files, Regions.open(regionFolder));
    }

    /** Reads changed files again. Answers why files are refused; empty when all is well. */
    public List<Finding> reload() {
        List<Finding> findings = new ArrayList<>(files.reload());
        findings.addAll(laws.reload());
        return findings;
    }

    /**
     * What policies say against the law, for each rule that would. It has no effect there; the rest of the rule has.
     */
    public List<Finding> unlawful() {
        return files.contents().byPath().values().stream()
                .flatMap(policy -> new LawCheck(policy, regions).findings().stream())
                .sorted(Comparator.comparing(Finding::file).thenComparing(Finding::line))
                .toList();
    }

    /** Hash of all policies and laws in use. */
    public String version() {
        return files.contents().version() + laws.contents().version();
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
        return found.under(regions);
    }

    /** Names of all policies. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        files.contents().byPath().values().forEach(policy -> names.add(policy.name()));
        return names;
    }
}
