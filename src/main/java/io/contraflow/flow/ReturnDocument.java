package io.contraflow.flow;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A photo or paper of a return, without its bytes.
 *
 * @param id follows from the return and the bytes, so that a file which is added anew has the id it had
 * @param name under which it is kept, with the ending of its type
 * @param mediaType what its bytes are, such as {@code image/jpeg}
 * @param size in bytes
 * @param sha256 of its bytes, in hexadecimal
 * @param line id of the return line that it shows; null when it is about the whole return
 * @param addedBy login of who added it
 */
public record ReturnDocument(
        UUID id,
        DocumentKind kind,
        String name,
        String mediaType,
        long size,
        String sha256,
        @Nullable String line,
        String addedBy,
        Instant addedAt) {
    /** With what the reference of evidence begins that is such a document. */
    private static final String REFERENCE = "document:";

    /** How evidence of a line names it. */
    public String reference() {
        return REFERENCE + id;
    }

    /** Whether evidence is, or was, a document that is kept here. */
    public static boolean isReference(String reference) {
        return reference.startsWith(REFERENCE);
    }

    /** Whether a page can show it as a picture. */
    public boolean picture() {
        return mediaType.startsWith("image/");
    }

    /** Its size for people. */
    public String sizeWords() {
        return FileSize.words(size);
    }
}
