package io.contraflow.mapping;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.jspecify.annotations.Nullable;

/**
 * The files of a folder, each read on its own. A file that is broken or gone leaves its last good version in use; all
 * good files of one reload take effect at the same moment.
 */
public final class LastGood<T> {

    // A file that changes twice within the resolution of its time would look unchanged; a young one is read again.
    private static final Duration YOUNG = Duration.ofSeconds(2);

    private final Path folder;
    private final Predicate<String> chosen;
    private final Function<Source, T> reader;
    private volatile Contents<T> contents = new Contents<>(Map.of(), "");
    private SortedMap<String, Entry<T>> entries = new TreeMap<>();

    /**
     * @param chosen which files, by their path below the folder; names that begin with a dot never are
     * @param reader reads one file; throws {@link FilesRejected} when it is broken
     */
    public LastGood(Path folder, Predicate<String> chosen, Function<Source, T> reader) {
        this.folder = folder;
        this.chosen = chosen;
        this.reader = reader;
    }

    /**
     * One file.
     *
     * @param path below the folder, with {@code /}
     * @param file path to name in messages, the folder's own name included
     * @param hash SHA-256 of the content, hexadecimal
     */
    public record Source(String path, String file, String text, String hash) {}

    /**
     * What is in use.
     *
     * @param byPath what the reader made of each file, by its path below the folder
     * @param version changes when a good file does
     */
    public record Contents<T>(Map<String, T> byPath, String version) {}

    public Contents<T> contents() {
        return contents;
    }

    /** Paths of all files below the folder, those that are refused included. */
    public synchronized Set<String> paths() {
        return Set.copyOf(entries.keySet());
    }

    /** Reads what has changed. Answers why files are refused, those refused earlier and unchanged included. */
    public synchronized List<Finding> reload() {
        SortedMap<String, Path> files;
        try {
            files = list();
        } catch (IOException unreadable) {
            return List.of(new Finding(
                    name(""),
                    0,
                    "The folder cannot be read; what was loaded stays in use. " + unreadable.getMessage()));
        }
        SortedMap<String, Entry<T>> next = new TreeMap<>();
        files.forEach((path, file) -> next.put(path, entry(path, file, entries.get(path))));
        entries.forEach((path, known) -> {
            if (!files.containsKey(path) && known.good() != null) {
                next.put(
                        path,
                        known.refused(
                                null,
                                new Finding(
                                        name(path),
                                        0,
                                        "The file is gone. What it said stays in use until the next start.")));
            }
        });
        entries = next;
        publish();
        return next.values().stream()
                .flatMap(entry -> entry.findings().stream())
                .toList();
    }

    private SortedMap<String, Path> list() throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) walk::iterator) {
                String path = folder.relativize(file).toString().replace('\\', '/');
                boolean hidden = Stream.of(path.split("/")).anyMatch(part -> part.startsWith("."));
                if (!hidden && chosen.test(path) && Files.isRegularFile(file)) {
                    files.put(path, file);
                }
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        return files;
    }

    private Entry<T> entry(String path, Path file, @Nullable Entry<T> known) {
        Entry<T> before = known == null ? Entry.empty() : known;
        try {
            Stamp stamp = Stamp.of(file);
            if (stamp.equals(before.stamp())) {
                return before;
            }
            byte[] bytes = Files.readAllBytes(file);
            String hash = DigestUtils.sha256Hex(bytes);
            Good<T> good = before.good();
            if (good != null && good.hash().equals(hash)) {
                return new Entry<>(stamp.ifSettled(), good, List.of());
            }
            return read(new Source(path, name(path), text(path, bytes), hash), stamp, before);
        } catch (FilesRejected rejected) {
            return new Entry<>(null, before.good(), rejected.findings());
        } catch (IOException unreadable) {
            return before.refused(
                    null, new Finding(name(path), 0, "The file cannot be read: " + unreadable.getMessage()));
        }
    }

    private Entry<T> read(Source source, Stamp stamp, Entry<T> before) {
        try {
            return new Entry<>(stamp.ifSettled(), new Good<>(source.hash(), reader.apply(source)), List.of());
        } catch (FilesRejected rejected) {
            return new Entry<>(stamp.ifSettled(), before.good(), rejected.findings());
        }
    }

    private String text(String path, byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException notUtf8) {
            throw new FilesRejected(List.of(new Finding(name(path), 0, "The file is not UTF-8. Save it as UTF-8.")));
        }
    }

    private void publish() {
        Map<String, T> byPath = new TreeMap<>();
        StringBuilder state = new StringBuilder();
        entries.forEach((path, entry) -> {
            Good<T> good = entry.good();
            if (good != null) {
                byPath.put(path, good.value());
                state.append(path).append('\n').append(good.hash()).append('\n');
            }
        });
        contents = new Contents<>(
                Map.copyOf(byPath), DigestUtils.sha256Hex(state.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private String name(String path) {
        Path here = Path.of("").toAbsolutePath();
        Path shown = folder.startsWith(here) ? here.relativize(folder) : folder.getFileName();
        String name = String.valueOf(shown).replace('\\', '/');
        return path.isEmpty() ? name : name + "/" + path;
    }

    private record Good<T>(String hash, T value) {}

    private record Entry<T>(@Nullable Stamp stamp, @Nullable Good<T> good, List<Finding> findings) {

        static <T> Entry<T> empty() {
            return new Entry<>(null, null, List.of());
        }

        Entry<T> refused(@Nullable Stamp newStamp, Finding finding) {
            return new Entry<>(newStamp, good, new ArrayList<>(List.of(finding)));
        }
    }

    private record Stamp(Instant modified, long size) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.lastModifiedTime().toInstant(), attributes.size());
        }

        /** This, or null when the file is too young to be told from its next version by time and size. */
        @Nullable
        Stamp ifSettled() {
            return modified.isBefore(Instant.now().minus(YOUNG)) ? this : null;
        }
    }
}
