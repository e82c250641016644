package io.contraflow.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** Files that cannot be used, each with its place and what to do about it. */
public class FilesRejected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    public FilesRejected(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    /** At least one. */
    public List<Finding> findings() {
        return findings;
    }
}
