package io.contraflow.flow;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import com.samskivert.mustache.Template;
import io.contraflow.mapping.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files in {@code config/templates}: {@code <language>/<template>.txt} for the customer, {@code notes/<text>.txt}
 * for support. A file that changed is read anew.
 */
public final class Templates {
    /** The language of those whose own has no template. */
    static final String FALLBACK = "en";

    private static final String NOTES = "notes";
    private static final String ENDING = ".txt";
    private static final Pattern LINE = Pattern.compile("line (\\d+)");
    private final Path folder;
    private final Map<Path, Known> known = new ConcurrentHashMap<>();

    private record Known(FileTime changed, Template template) {}

    public Templates(Path folder) {
        this.folder = folder;
    }

    /** @throws IllegalArgumentException if there is no such note or it is broken */
    Template note(String text) {
        return template(noteFile(text));
    }

    /**
     * The mail in the first of these languages that has it, else in English.
     *
     * @throws IllegalArgumentException if there is none or it is broken
     */
    Template mail(String template, List<String> languages) {
        return template(languages.stream()
                .filter(language -> language.matches("[a-z]{2}"))
                .map(language -> mailFile(language, template))
                .filter(Files::exists)
                .findFirst()
                .orElseGet(() -> mailFile(FALLBACK, template)));
    }

    /** The file that is missing for this note; empty when it is there. */
    public String missingNote(String text) {
        return missing(noteFile(text));
    }

    /** The file that is missing for this mail; empty when it is there. */
    public String missingMail(String template) {
        return missing(mailFile(FALLBACK, template));
    }

    /** Reads all of them; answers what is broken, and which mail a language lacks that another one has. */
    public List<Finding> check() throws IOException {
        List<Finding> findings = new ArrayList<>();
        TreeSet<String> languages = new TreeSet<>();
        TreeSet<String> mails = new TreeSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(ENDING)).toList()) {
                String group = folder.relativize(file).getName(0).toString();
                if (!NOTES.equals(group)) {
                    languages.add(group);
                    mails.add(file.getFileName().toString().replace(ENDING, ""));
                }
                check(file, !NOTES.equals(group), findings);
            }
        }
        for (String language : languages) {
            for (String mail : mails) {
                String missing = missing(mailFile(language, mail));
                if (!missing.isEmpty()) {
                    findings.add(new Finding(missing, 0, "Another language has this mail, this one has not."));
                }
            }
        }
        return findings;
    }

    private void check(Path file, boolean isMail, List<Finding> findings) throws IOException {
        String name = file.toString().replace('\\', '/');
        if (isMail && Files.readString(file).lines().findFirst().orElse("").isBlank()) {
            findings.add(new Finding(name, 1, "The first line is the subject of the mail and must not be empty."));
        }
        try {
            compile(file);
        } catch (MustacheException e) {
            Matcher line = LINE.matcher(String.valueOf(e.getMessage()));
            findings.add(new Finding(
                    name, line.find() ? Integer.parseInt(line.group(1)) : 0, String.valueOf(e.getMessage())));
        }
    }

    private Path noteFile(String text) {
        return folder.resolve(NOTES).resolve(text + ENDING);
    }

    private Path mailFile(String language, String template) {
        return folder.resolve(language).resolve(template + ENDING);
    }

    private static String missing(Path file) {
        return Files.exists(file) ? "" : file.toString().replace('\\', '/');
    }

    private Template template(Path file) {
        try {
            FileTime changed = Files.getLastModifiedTime(file);
            Known now = known.compute(
                    file, (path, old) -> old != null && old.changed().equals(changed) ? old : read(path, changed));
            return now.template();
        } catch (IOException e) {
            throw new IllegalArgumentException("there is no " + file, e);
        }
    }

    private static Known read(Path file, FileTime changed) {
        try {
            return new Known(changed, compile(file));
        } catch (IOException | MustacheException e) {
            throw new IllegalArgumentException(file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static Template compile(Path file) throws IOException {
        return Mustache.compiler()
                .escapeHTML(false)
                .defaultValue("")
                .emptyStringIsFalse(true)
                .compile(Files.readString(file));
    }
}
