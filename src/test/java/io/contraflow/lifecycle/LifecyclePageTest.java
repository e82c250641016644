package io.contraflow.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Milestone;
import io.contraflow.model.ReturnEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the page about the life cycle true; {@code -Dcontraflow.rewrite-docs=true} writes it anew. */
class LifecyclePageTest {
    private static final Path PAGE = Path.of("docs", "lifecycle.md");
    private static final String BEGIN = "<!-- table: begin -->\n";
    private static final String END = "<!-- table: end -->";

    @Test
    void thePageShowsTheTableThatTheCodeRuns() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String expected = page.substring(0, begin) + tables() + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("contraflow.rewrite-docs")) {
            Files.writeString(PAGE, expected);
        }

        assertThat(Files.readString(PAGE)).isEqualTo(expected);
    }

    @Test
    void everyEventAndEveryMilestoneHasItsRow() {
        assertThat(Arrays.stream(Transition.values()).<Class<?>>map(row -> row.event))
                .containsExactlyInAnyOrder(ReturnEvent.class.getPermittedSubclasses());
        assertThat(Arrays.stream(Derivation.values()).map(Derivation::milestone))
                .containsExactlyInAnyOrder(Milestone.values());
    }

    private static String tables() {
        return Stream.of(
                        Stream.of("| event | makes known | needs | otherwise |", "| --- | --- | --- | --- |"),
                        Arrays.stream(Transition.values()).map(LifecyclePageTest::row),
                        Stream.of("", "| milestone | comes true when |", "| --- | --- |"),
                        Arrays.stream(Derivation.values()).map(LifecyclePageTest::row))
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static String row(Transition row) {
        String otherwise = row.need == Need.NOTHING ? row.otherwise : "impossible: `" + row.otherwise + "`";
        return "| `" + row.event.getSimpleName() + "` | " + row.proves + " | " + row.need.text + " | " + otherwise
                + " |";
    }

    private static String row(Derivation row) {
        return "| `" + row.milestone() + "` | " + row.follows + " |";
    }
}
