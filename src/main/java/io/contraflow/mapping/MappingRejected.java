package io.contraflow.mapping;

import java.util.List;

/** A table or transform was broken when the mappings were opened, so that there is no good version to fall back on. */
public final class MappingRejected extends FilesRejected {

    private static final long serialVersionUID = 1L;

    MappingRejected(List<Finding> findings) {
        super(findings);
    }
}
