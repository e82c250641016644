package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.contraflow.mapping.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFileTest {

    /** Line numbers of the tests below count in here. */
    private static final String GOOD = """
            name: shop
            description: For tests.
            windows:
              - id: window
                days: 30
                because: {en: "{days}", de: "{days}"}
            reasons:
              id: reason
              accepted: [TOO_BIG]
              because: {en: x, de: x}
            final-sale:
              - id: final
                when: "'final' in line.tags"
                because: {en: x, de: x}
            approval:
              - id: dear
                action: review
                queue: returns
                when: value > 50000
                because: {en: x, de: x}
              - id: rest
                action: auto
                because: {en: x, de: x}
            restocking-fees:
              - id: opened
                percent: 15
                cap: 50.00 EUR
                when: |
                  line.condition = 'OPENED'
                  and order.ageDays > 14
                because: {en: "{fee}", de: "{cap}"}
            label-fees:
              - id: label
                amount: 4.90 EUR
                because: {en: "{fee}", de: "{fee}"}
            refund:
              moment: inspection
              shipping-on-full-return: true
            """;

    @TempDir
    Path temp;

    private Path folder;
    private Path file;

    @BeforeEach
    void aFolder() throws IOException {
        folder = Files.createDirectories(temp.resolve("policies"));
        file = folder.resolve("shop.yaml");
        Files.writeString(file, GOOD);
    }

    @Test
    void aGoodFileIsRead() {
        Policies policies = Policies.open(folder, Asked.noLaw());
        assertThat(policies.names()).containsExactly("shop");
        assertThat(policies.policy("shop").name()).isEqualTo("shop");
        assertThat(policies.policy("shop").description()).isEqualTo("For tests.");
        assertThat(policies.policy("shop").version()).matches("[0-9a-f]{12}");
        assertThatExceptionOfType(UnknownPolicy.class)
                .isThrownBy(() -> policies.policy("nosuch"))
                .withMessage("There is no policy 'nosuch'.");
    }

    @ParameterizedTest(name = "line {2}: {3}")
    @MethodSource
    void aMistakeIsRefusedWithItsLineAndWhatToDo(String good, String bad, int line, String says) throws IOException {
        assertThat(GOOD).contains(good);
        Files.writeString(file, GOOD.replaceFirst(Pattern.quote(good), Matcher.quoteReplacement(bad)));
        assertThatExceptionOfType(PolicyRejected.class)
                .isThrownBy(() -> Policies.open(folder, Asked.noLaw()))
                .satisfies(rejected -> {
                    Finding finding = rejected.findings().get(0);
                    assertThat(rejected.findings()).hasSize(1);
                    assertThat(finding.file()).isEqualTo("policies/shop.yaml");
                    assertThat(finding.message()).contains(says);
                    assertThat(finding.line()).isEqualTo(line);
                });
    }

    static Stream<Arguments> aMistakeIsRefusedWithItsLineAndWhatToDo() {
        return Stream.of(
                // structure
                Arguments.of("windows:", "window:", 3, "A policy has no key 'window'. It may have name, description"),
                Arguments.of("    days: 30", "    day: 30", 5, "A window has no key 'day'. It may have id, when, days"),
                Arguments.of("    days: 30\n", "", 4, "A window needs 'days'"),
                Arguments.of("    days: 30", "    days: 30\n    days: 31", 6, "A window has 'days' twice"),
                Arguments.of("description: For tests.\n", "", 1, "A policy needs 'description'"),
                Arguments.of("For tests.", "", 2, "'description' is empty"),
                Arguments.of("name: shop", "name: shop2", 1, "'name' must be the name of the file"),
                Arguments.of("name: shop", "name: [shop]", 1, "'name' must be one value"),
                Arguments.of("  - id: window\n", "    id: window\n", 4, "'windows' must be a list"),
                Arguments.of("name: shop", "name: 'shop", 13, "an open quote shows only further down"),
                Arguments.of(GOOD, "", 1, "A policy must be a block of keys"),
                Arguments.of("    days: 30", "\tdays: 30", 5, "This is not YAML"),
                Arguments.of("when: value > 50000", "when: 'a: b", 29, "This is not YAML"),
                Arguments.of("value > 50000", "true ? true : false", 19, "needs quotes around it"),
                // types
                Arguments.of("days: 30", "days: thirty", 5, "'days' must look like 30, but is 'thirty'"),
                Arguments.of("days: 30", "days: -1", 5, "'days' must look like 30"),
                Arguments.of("percent: 15", "percent: 101", 26, "'percent' must be more than 0 and at most 100"),
                Arguments.of("percent: 15", "percent: 0", 26, "'percent' must be more than 0"),
                Arguments.of("percent: 15", "percent: 15 %", 26, "'percent' must look like 15 or 12.5"),
                Arguments.of("percent: 15", "percent: 15\n    amount: 1.00 EUR", 25, "either 'percent' or 'amount'"),
                Arguments.of("    percent: 15\n", "", 25, "either 'percent' or 'amount'"),
                Arguments.of("cap: 50.00 EUR", "cap: 50.00", 27, "'cap' must look like 50.00 EUR"),
                Arguments.of("cap: 50.00 EUR", "cap: 50.001 EUR", 27, "'cap' is no amount of that currency"),
                Arguments.of("cap: 50.00 EUR", "cap: 50.00 XYZ", 27, "'cap' is no amount of that currency"),
                Arguments.of("amount: 4.90 EUR", "amount: 0.00 EUR", 34, "'amount' must be more than zero"),
                Arguments.of("return: true", "return: sometimes", 38, "must be true or false, but is 'sometimes'"),
                Arguments.of(
                        "moment: inspection", "moment: someday", 37, "There is no moment 'someday'. Choose approval"),
                Arguments.of(
                        "action: review", "action: ponder", 17, "There is no action 'ponder'. Choose auto, review"),
                Arguments.of("[TOO_BIG]", "[too-big]", 9, "A reason must look like TOO_SMALL"),
                Arguments.of("[TOO_BIG]", "[]", 9, "'accepted' needs at least one reason"),
                Arguments.of("id: window", "id: Window 1", 4, "'id' must look like high-value"),
                // conditions
                Arguments.of("value > 50000", "value >", 19, "'when' cannot be used"),
                Arguments.of("value > 50000", "value > '5'", 19, "'when' cannot be used"),
                Arguments.of("value > 50000", "value", 19, "must be true or false, but is 1000"),
                Arguments.of("value > 50000", "valeu > 50000", 19, "There is nothing called 'valeu' here"),
                Arguments.of("value > 50000", "line.reason = TOO_BIG", 19, "a text needs quotes"),
                Arguments.of("value > 50000", "order.total > 50000", 19, "'order' has no 'total'. It has country"),
                Arguments.of("value > 50000", "$nosuch(value)", 19, "non-function"),
                Arguments.of("and order.ageDays > 14", "and order.ageDays > (14", 30, "'when' cannot be used"),
                Arguments.of("    when: \"'final' in line.tags\"\n", "", 12, "A final-sale rule needs 'when'"),
                // rules that cannot work together
                Arguments.of("id: label", "id: opened", 33, "The id 'opened' is already in line 25. Choose another"),
                Arguments.of("    days: 30", "    days: 30\n    when: value > 1", 4, "The last window, and no other"),
                Arguments.of("    queue: returns\n", "", 16, "An approval rule needs 'queue'"),
                Arguments.of(
                        "action: auto",
                        "action: auto\n    queue: q",
                        23,
                        "Only a rule with the action review has a queue"),
                Arguments.of(
                        "action: auto",
                        "action: auto\n    when: value > 1",
                        16,
                        "'approval' needs a rule with the action auto"),
                Arguments.of("action: auto", "action: decline", 21, "An approval rule needs 'when'"),
                // words
                Arguments.of("{en: \"{days}\", de: \"{days}\"}", "{en: x}", 6, "'because' needs 'de'"),
                Arguments.of(
                        "{en: \"{days}\", de: \"{days}\"}", "{en: x, de: x, fr: x}", 6, "'because' has no key 'fr'"),
                Arguments.of("de: \"{days}\"", "de: \"{tage}\"", 6, "There is no {tage} here. Choose from {days}"),
                Arguments.of("    because: {en: \"{days}\", de: \"{days}\"}\n", "", 4, "A window needs 'because'"));
    }

    @Test
    void everyMistakeOfAFileIsNamedAtOnce() throws IOException {
        Files.writeString(
                file,
                GOOD.replace("days: 30", "days: x")
                        .replace("value > 50000", "valeu > 1")
                        .replace("moment: inspection", "moment: someday"));
        assertThatExceptionOfType(PolicyRejected.class)
                .isThrownBy(() -> Policies.open(folder, Asked.noLaw()))
                .satisfies(rejected -> assertThat(rejected.findings())
                        .extracting(Finding::line)
                        .containsExactly(5, 19, 37));
    }

    @Test
    void aBrokenChangeLeavesTheLastGoodVersion() throws IOException {
        Policies policies = Policies.open(folder, Asked.noLaw());
        String before = policies.policy("shop").version();
        Files.writeString(file, GOOD.replace("days: 30", "days: 14").replace("moment: inspection", "moment: x"));
        assertThat(policies.reload())
                .singleElement()
                .asString()
                .startsWith("policies/shop.yaml:37: There is no moment");
        assertThat(policies.policy("shop").version()).isEqualTo(before);

        Files.writeString(file, GOOD.replace("days: 30", "days: 14"));
        assertThat(policies.reload()).isEmpty();
        assertThat(policies.policy("shop").version()).isNotEqualTo(before);
        Case twentyDays = Asked.on("2026-07-15")
                .delivered(20)
                .line("Mug", "1.00", "TOO_BIG")
                .asCase();
        assertThat(policies.policy("shop").decide(twentyDays).rule()).isEqualTo("window");
    }

    @Test
    void aFolderThatDoesNotExistIsRefused() {
        assertThatExceptionOfType(PolicyRejected.class)
                .isThrownBy(() -> Policies.open(temp.resolve("nowhere"), Asked.noLaw()))
                .withMessageStartingWith("nowhere: The folder cannot be read");
    }
}
