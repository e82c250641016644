package io.contraflow.console;

import io.contraflow.policy.Policies;
import io.contraflow.policy.Policy;
import io.contraflow.policy.PolicyRejected;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What the files of the policies say, word by word. */
@Component
class PolicyFiles {
    private final Path folder;
    private final Policies policies;

    PolicyFiles(@Value("${contraflow.policies-dir}") Path folder, Policies policies) {
        this.folder = folder;
        this.policies = policies;
    }

    /** The text of a version; empty when its file does not say exactly that any more. */
    Optional<String> text(Policy version) {
        // The reader accepts no other names.
        return Stream.of(version.name() + ".yaml", version.name() + "@" + version.validFrom() + ".yaml")
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .map(PolicyFiles::read)
                .filter(text -> isOf(text, version))
                .findFirst();
    }

    private boolean isOf(String text, Policy version) {
        try {
            return policies.draft(version.name() + ".yaml", text).version().equals(version.version());
        } catch (PolicyRejected broken) {
            return false;
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.getFileName() + " cannot be read", e);
        }
    }
}
