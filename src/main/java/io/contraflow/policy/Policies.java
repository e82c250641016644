package io.contraflow.policy;

import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import io.contraflow.mapping.LastGood;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.codec.digest.DigestUtils;

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

    /** Rules that never count, because stronger ones do wherever they hold. */
    public List<Finding> shadowed() {
        return files.contents().byPath().values().stream()
                .flatMap(policy -> new OrderCheck(policy).shadowed().stream())
                .sorted(Comparator.comparing(Finding::file).thenComparing(Finding::line))
                .toList();
    }

    /**
     * Pairs of rules that can hold for the same return with different outcomes, where neither is the special case of the
     * other. That may be meant, so it is no mistake.
     */
    public List<Finding> overlaps() {
        return files.contents().byPath().values().stream()
                .flatMap(policy -> new OrderCheck(policy).overlaps().stream())
                .sorted(Comparator.comparing(Finding::file).thenComparing(Finding::line))
                .toList();
    }

    /** Hash of all policies and laws in use. */
    public String version() {
        return files.contents().version() + laws.contents().version();
    }

    /**
     * The policy of that name, as it is for orders of today and later.
     *
     * @throws UnknownPolicy if there is none
     */
    public Policy policy(String name) {
        return policy(name, LocalDate.MAX);
    }

    /**
     * The policy of that name, as it was for orders of a day: of its versions the latest that was valid then, or else
     * the oldest.
     *
     * @throws UnknownPolicy if there is none
     */
    public Policy policy(String name, LocalDate placedOn) {
        List<Policy> versions = versions(name);
        return versions.stream()
                .filter(policy -> !policy.validFrom().isAfter(placedOn))
                .findFirst()
                .orElse(versions.get(versions.size() - 1));
    }

    /**
     * All versions of a policy, the latest first.
     *
     * @throws UnknownPolicy if there is none
     */
    public List<Policy> versions(String name) {
        List<Policy> versions = files.contents().byPath().values().stream()
                .filter(policy -> policy.name().equals(name))
                .sorted(Comparator.comparing(Policy::validFrom).reversed())
                .map(policy -> policy.under(regions))
                .toList();
        if (versions.isEmpty()) {
            throw new UnknownPolicy(name);
        }
        return versions;
    }

    /**
     * A policy that is not in use, under the same laws.
     *
     * @param file name of its file, to name in messages
     * @throws PolicyRejected if it has a mistake
     */
    public Policy draft(String file, String text) {
        return read(file, text, DigestUtils.sha256Hex(text));
    }

    /**
     * A version that was in use once, under the laws of now.
     *
     * @param file name of its file, to name in messages
     * @param version what it was called
     * @throws PolicyRejected if what policies may say has changed since so that it cannot be read any more
     */
    public Policy earlier(String file, String text, String version) {
        return read(file, text, version);
    }

    private Policy read(String file, String text, String hash) {
        try {
            return PolicyReader.read(new LastGood.Source(file, file, text, hash))
                    .under(regions);
        } catch (FilesRejected rejected) {
            throw new PolicyRejected(rejected.findings());
        }
    }

    /** What a draft says against the law. */
    public List<Finding> unlawful(Policy draft) {
        return new LawCheck(draft, regions).findings();
    }

    /** Ids of the rules of all policies in all their versions. */
    public Set<String> ruleIds() {
        return names().stream()
                .flatMap(name -> versions(name).stream())
                .flatMap(policy -> policy.rules().all().stream())
                .map(Rules.Rule::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Names of all policies. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>();
        files.contents().byPath().values().forEach(policy -> names.add(policy.name()));
        return names;
    }
}
