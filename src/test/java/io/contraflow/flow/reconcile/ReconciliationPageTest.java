package io.contraflow.flow.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The page's table of kinds is the code's. */
class ReconciliationPageTest {
    @Test
    void thePageNamesEveryKindWithItsMeaningAndWhetherItIsHealed() throws IOException {
        String page = Files.readString(Path.of("docs/reconciliation.md"));
        String table = page.substring(page.indexOf("<!-- kinds: begin -->"), page.indexOf("<!-- kinds: end -->"));
        assertThat(table.lines().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Arrays.stream(DriftKind.values())
                        .map(ReconciliationPageTest::row)
                        .toList());
    }

    @Test
    void thePageNamesWhatCanBeSaidOfASystem() throws IOException {
        String page = Files.readString(Path.of("docs/reconciliation.md"));
        String table =
                page.substring(page.indexOf("<!-- agreements: begin -->"), page.indexOf("<!-- agreements: end -->"));
        assertThat(table.lines().filter(line -> line.startsWith("| `")))
                .containsExactlyElementsOf(Arrays.stream(Agreement.values())
                        .map(one -> "| `" + one + "` | " + one.meaning() + " |")
                        .toList());
    }

    private static String row(DriftKind kind) {
        String healing = kind.healing().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "| `" + kind + "` | " + kind.meaning() + " | " + healing + " |";
    }
}
