package io.contraflow.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Subjects of the customer mails about one return, as the shipped templates word them. */
final class Words {
    private static final Path TEMPLATES = Path.of("config/templates");
    private final String language;
    private final String rma;
    private final String order;
    private final BigDecimal refund;

    /**
     * @param language {@code de} or {@code en}
     * @param refund amount in EUR, zero when there is none
     */
    Words(String language, String rma, String order, BigDecimal refund) {
        this.language = language;
        this.rma = rma;
        this.order = order;
        this.refund = refund;
    }

    String subject(String template) {
        Path file = TEMPLATES.resolve(language).resolve(template + ".txt");
        try {
            return Files.readAllLines(file)
                    .get(0)
                    .replace("{{rma}}", rma)
                    .replace("{{order}}", order)
                    .replace("{{refund}}", refund + " EUR");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> subjects(String... templates) {
        return Arrays.stream(templates).map(this::subject).toList();
    }
}
