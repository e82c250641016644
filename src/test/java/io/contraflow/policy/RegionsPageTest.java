package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contraflow.mapping.FencedBlocks;
import io.contraflow.model.Decision;
import io.contraflow.model.Regime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example of docs/regions.md is read as it stands there, and a mistake in it is named with its line. */
class RegionsPageTest {
    private static final String EXAMPLE =
            FencedBlocks.of(Path.of("docs/regions.md"), "region-example").get(0).text();

    @TempDir
    Path folder;

    @Test
    void theExampleGivesTheRightItDescribes() throws IOException {
        Decision decision = policies(EXAMPLE)
                .policy("standard")
                .decide(Asked.on("2026-07-15")
                        .delivered(3)
                        .line("Mug", "10.00", "CHANGED_MIND")
                        .asCase());

        assertThat(decision.rights()).singleElement().satisfies(right -> {
            assertThat(right.regime()).isEqualTo(Regime.WITHDRAWAL);
            assertThat(right.ground()).isEqualTo("section 1");
            assertThat(right.until()).isEqualTo(LocalDate.parse("2026-07-27"));
        });
    }

    @ParameterizedTest(name = "{0} -> {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ends-on: working-day | ends-on: friday         | 'ends-on' must be working-day or any-day
            kind: sealed-hygiene | kind: smelly            | There is no 'smelly'. Choose from made-to-order
            "DE-*"               | "XX-*"                  | there is no holiday calendar of XX
            warn-day: 10         | warn-day: 15            | a refund is due in 14 days
            valid-from: 2026-01-01 | valid-from: 2026-02-30 | There is no day 2026-02-30
            countries: [DE]      | countries: [Germany]    | A country must look like DE
            title: An example    | titel: An example       | A region has no key 'titel'
            """)
    void aMistakeIsNamedWithItsLine(String before, String after, String message) throws IOException {
        assertThat(EXAMPLE).contains(before);
        Files.createDirectories(folder.resolve("regions"));
        Files.writeString(folder.resolve("regions/example.yaml"), EXAMPLE.replace(before, after));

        assertThatExceptionOfType(PolicyRejected.class)
                .isThrownBy(() -> Policies.open(Path.of("config/policies"), folder.resolve("regions")))
                .satisfies(rejected -> assertThat(rejected.findings())
                        .singleElement()
                        .satisfies(finding -> {
                            assertThat(finding.message()).contains(message);
                            assertThat(finding.line()).isPositive();
                            assertThat(finding.file()).endsWith("example.yaml");
                        }));
    }

    @Test
    void theLawThatWasValidWhenTheOrderWasPlacedHolds() throws IOException {
        Files.createDirectories(folder.resolve("regions"));
        Files.writeString(
                folder.resolve("regions/newer.yaml"),
                EXAMPLE.replace("name: example", "name: newer")
                        .replace("valid-from: 2026-01-01", "valid-from: 2026-07-01")
                        .replace("section 1", "section 1 as amended"));
        Policy policy = policies(EXAMPLE).policy("standard");

        assertThat(List.of("2026-05-15", "2026-09-30"))
                .extracting(today -> policy.decide(Asked.on(today)
                                .delivered(3)
                                .line("Mug", "10.00", "OTHER")
                                .asCase())
                        .rights()
                        .get(0)
                        .ground())
                .containsExactly("section 1", "section 1 as amended");
    }

    private Policies policies(String example) throws IOException {
        Files.createDirectories(folder.resolve("regions"));
        Files.writeString(folder.resolve("regions/example.yaml"), example);
        return Policies.open(Path.of("config/policies"), folder.resolve("regions"));
    }
}
