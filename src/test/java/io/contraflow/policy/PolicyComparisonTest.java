package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.contraflow.policy.PolicyComparison.Change;
import io.contraflow.policy.PolicyComparison.Kind;
import io.contraflow.policy.PolicyComparison.Line;
import io.contraflow.policy.PolicyComparison.LineKind;
import io.contraflow.policy.PolicyComparison.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class PolicyComparisonTest {
    private String standard = "";

    @BeforeEach
    void read() throws IOException {
        standard = Files.readString(Path.of("config/policies/standard.yaml"));
    }

    @Test
    void aPolicyDoesNotDifferFromItself() {
        PolicyComparison same = PolicyComparison.of(standard, standard);
        assertThat(same.changes()).isEmpty();
        assertThat(same.lines())
                .allMatch(line -> line.kind() == LineKind.SAME)
                .hasSameSizeAs(standard.lines().toList());
    }

    @Test
    void aConditionThatChangesIsNamedWithItsRuleBeforeAndAfter() {
        assertThat(changes(standard.replace("when: value > 50000", "when: value > 60000")))
                .containsExactly(new Change(
                        Kind.CHANGED,
                        "approval",
                        "high-value",
                        List.of(new Part("when", "value > 50000", "value > 60000"))));
    }

    @Test
    void aSentenceInOneLanguageIsNamedByIt() {
        assertThat(changes(standard.replace("You get another item for", "You receive another item for")))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.rule()).isEqualTo("exchange");
                    assertThat(change.parts()).extracting(Part::name).containsExactly("because en");
                });
    }

    @Test
    void aRuleThatIsNewAndOneThatIsGoneAreNamedWithAllTheySay() {
        String rule =
                "  - id: often-worn\n    # Worn and sent back, again and again.\n    when: customer.wornBefore > 3\n";
        String added =
                standard.replace(rule, rule.replace("often-worn", "worn-twice").replace("> 3", "> 1"));
        assertThat(added).isNotEqualTo(standard);
        List<Change> changes = changes(added);
        assertThat(changes)
                .extracting(Change::kind, Change::section, Change::rule)
                .containsExactly(tuple(Kind.REMOVED, "risk", "often-worn"), tuple(Kind.ADDED, "risk", "worn-twice"));
        assertThat(changes.get(1).parts()).contains(new Part("when", null, "customer.wornBefore > 1"));
    }

    @Test
    void rulesInAnotherOrderAreNamedBecauseTheFirstThatHoldsCounts() {
        String before = "windows:\n  - id: a\n    days: 1\n  - id: b\n    days: 2\n  - id: c\n    days: 3\n";
        String after = "windows:\n  - id: c\n    days: 3\n  - id: a\n    days: 1\n  - id: b\n    days: 2\n";
        assertThat(PolicyComparison.of(before, after).changes())
                .containsExactly(
                        new Change(Kind.MOVED, "windows", "", List.of(new Part("order", "a, b, c", "c, a, b"))));
    }

    @Test
    void whatStandsAtTheTopAndTheRefundAreNamedToo() {
        assertThat(changes(standard.replace("moment: inspection", "moment: receipt")
                        .replace("description: 30 days", "description: Thirty days")))
                .extracting(Change::section, change -> change.parts().get(0).name())
                .containsExactlyInAnyOrder(tuple("", "description"), tuple("refund", "moment"));
        assertThat(changes(standard.replace("    - STYLE\n", "")))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.rule()).isEqualTo("reason-accepted");
                    assertThat(change.parts()).extracting(Part::name).containsExactly("accepted");
                });
        String byRule = "  by-rule:\n    - id: vip\n      moment: approval\n      when: value < 5000\n";
        assertThat(changes(standard + byRule)).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(Kind.ADDED);
            assertThat(change.section()).isEqualTo("refund by-rule");
            assertThat(change.rule()).isEqualTo("vip");
        });
    }

    @Test
    void aCommentIsALineThatDiffersAndNoRule() {
        PolicyComparison comparison = PolicyComparison.of(standard, "# Ours.\n" + standard);
        assertThat(comparison.changes()).isEmpty();
        assertThat(comparison.lines())
                .filteredOn(line -> line.kind() != LineKind.SAME)
                .containsExactly(new Line(LineKind.ADDED, null, 1, "# Ours."));
    }

    @Test
    void twoLongTextsWithNothingInCommonAreComparedWithinBounds() {
        String before = IntStream.range(0, 20_000).mapToObj(i -> "a" + i).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 20_000).mapToObj(i -> "b" + i).collect(Collectors.joining("\n"));
        List<Line> lines = LineDifference.of("same\n" + before + "\nend", "same\n" + after + "\nend");
        assertThat(lines).hasSize(40_002);
        assertBoth(lines, "same\n" + before + "\nend", "same\n" + after + "\nend");
    }

    @RepeatedTest(200)
    void bothTextsCanBeReadFromTheLinesAndNoLineIsShownTwiceThatBothHave(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        String before = text(random);
        String after = text(random);
        assertBoth(LineDifference.of(before, after), before, after);
    }

    private static String text(Random random) {
        return IntStream.range(0, random.nextInt(30))
                .mapToObj(i -> String.valueOf((char) ('a' + random.nextInt(5))))
                .collect(Collectors.joining("\n"));
    }

    private static void assertBoth(List<Line> lines, String before, String after) {
        assertThat(lines.stream().filter(line -> line.kind() != LineKind.ADDED).map(Line::text))
                .isEqualTo(before.lines().toList());
        assertThat(lines.stream()
                        .filter(line -> line.kind() != LineKind.REMOVED)
                        .map(Line::text))
                .isEqualTo(after.lines().toList());
        assertThat(lines.stream()
                        .map(Line::before)
                        .filter(number -> number != null)
                        .toList())
                .isEqualTo(IntStream.rangeClosed(1, (int) before.lines().count())
                        .boxed()
                        .toList());
        assertThat(lines.stream()
                        .map(Line::after)
                        .filter(number -> number != null)
                        .toList())
                .isEqualTo(IntStream.rangeClosed(1, (int) after.lines().count())
                        .boxed()
                        .toList());
    }

    private List<Change> changes(String after) {
        assertThat(after).isNotEqualTo(standard);
        return PolicyComparison.of(standard, after).changes();
    }
}
