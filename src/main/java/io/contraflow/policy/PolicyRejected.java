package io.contraflow.policy;

import io.contraflow.mapping.FilesRejected;
import io.contraflow.mapping.Finding;
import java.util.List;

/** A policy was broken when the policies were opened, so that there is no good version to fall back on. */
public final class PolicyRejected extends FilesRejected {

    private static final long serialVersionUID = 1L;

    PolicyRejected(List<Finding> findings) {
        super(findings);
    }
}
