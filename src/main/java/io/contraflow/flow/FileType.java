package io.contraflow.flow;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The types of files that are taken. What a file is, its first bytes say, never its name or what its sender claims. */
enum FileType {
    JPEG("image/jpeg", "jpg", "jpeg"),
    PNG("image/png", "png"),
    WEBP("image/webp", "webp"),
    PDF("application/pdf", "pdf");

    private static final int LONGEST = 100;
    private static final byte[] PNG_BEGINS = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    private static final byte[] JPEG_BEGINS = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};
    final String mediaType;
    private final List<String> endings;

    FileType(String mediaType, String... endings) {
        this.mediaType = mediaType;
        this.endings = List.of(endings);
    }

    /** Empty when it is none of them. */
    static Optional<FileType> of(byte[] content) {
        if (has(content, 0, JPEG_BEGINS)) {
            return Optional.of(JPEG);
        } else if (has(content, 0, PNG_BEGINS)) {
            return Optional.of(PNG);
        } else if (has(content, 0, ascii("RIFF")) && has(content, 8, ascii("WEBPVP8"))) {
            return Optional.of(WEBP);
        }
        return has(content, 0, ascii("%PDF-")) ? Optional.of(PDF) : Optional.empty();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static boolean has(byte[] content, int from, byte[] what) {
        return content.length >= from + what.length
                && Arrays.equals(content, from, from + what.length, what, 0, what.length);
    }

    boolean isPicture() {
        return this != PDF;
    }

    /**
     * The name under which such a file is kept: no path, nothing that a file system or a header could misread, and the ending
     * of what it really is, so that no program opens it as something else.
     *
     * @param claimed as its sender calls it; may be empty
     * @param otherwise its name when nothing of that is left
     */
    String nameFor(String claimed, String otherwise) {
        String last = claimed.substring(Math.max(claimed.lastIndexOf('/'), claimed.lastIndexOf('\\')) + 1);
        String plain = Normalizer.normalize(last, Normalizer.Form.NFC)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}._() -]", "_")
                .replaceAll("^[. ]+", "")
                .strip();
        int end = plain.lastIndexOf('.');
        String ending = plain.substring(end + 1).toLowerCase(Locale.ROOT);
        boolean fits = end > 0 && endings.contains(ending);
        String stem = fits ? plain.substring(0, end) : plain;
        int most = stem.codePointCount(0, stem.length());
        String shortened = most <= LONGEST ? stem : stem.substring(0, stem.offsetByCodePoints(0, LONGEST));
        // Beyond the characters of 16 bits a code point takes two places of the column.
        String bounded = shortened.length() <= LONGEST ? shortened : shortened.substring(0, LONGEST / 2);
        return (bounded.isBlank() ? otherwise : bounded) + "." + (fits ? ending : endings.get(0));
    }
}
