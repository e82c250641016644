package io.contraflow.flow;

import io.contraflow.model.Evidence;
import java.util.Locale;
import java.util.Optional;

/** What a document of a return is. */
public enum DocumentKind {
    /** A picture of the goods or of the parcel. */
    PHOTO,
    /** Proof that it was bought. */
    RECEIPT,
    /** The label of the parcel, or the proof that it was handed over. */
    LABEL,
    /** Anything else, such as a letter. */
    OTHER;

    /** As which evidence a policy counts it, once it belongs to a line; empty when it is none. */
    Optional<Evidence.Kind> evidence() {
        return switch (this) {
            case PHOTO -> Optional.of(Evidence.Kind.PHOTO);
            case RECEIPT -> Optional.of(Evidence.Kind.RECEIPT);
            case LABEL, OTHER -> Optional.empty();
        };
    }

    /** With its article, for sentences. */
    String words() {
        return this == OTHER ? "A document" : "A " + name().toLowerCase(Locale.ROOT);
    }
}
