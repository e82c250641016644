package io.contraflow.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.model.Decision;
import io.contraflow.model.Resolution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kind of return, country and policy, and what comes of it: the table of {@code src/test/resources/policies/cases.txt}, read
 * as a specification. {@code -Dcontraflow.rewrite-table=true} fills in what comes of each case; read what changed before
 * you keep it.
 */
class PolicyTableTest {
    private static final Path TABLE = Path.of("src/test/resources/policies/cases.txt");
    private static final int ASKED = 10;
    private static final String LEGEND = "> ";
    private static final Policies STANDARD = Policies.open(Path.of("config/policies"), Path.of("config/regions"));
    private static final Policies OTHERS =
            Policies.open(Path.of("src/test/resources/policies"), Path.of("config/regions"));

    @Test
    void theTableHasAtLeastAHundredAndFiftyCasesAndNoneTwice() {
        List<String> asked =
                rows().map(row -> String.join("|", row.subList(0, ASKED))).toList();
        assertThat(asked).hasSizeGreaterThanOrEqualTo(150).doesNotHaveDuplicates();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void decidesAsTheTableSays(List<String> row) throws IOException {
        List<String> outcome = outcome(row);
        if (Boolean.getBoolean("contraflow.rewrite-table")) {
            rewrite(row, outcome);
        } else {
            assertThat(outcome).isEqualTo(row.subList(ASKED, row.size()));
        }
    }

    static Stream<List<String>> rows() {
        try {
            return Files.readAllLines(TABLE).stream()
                    .filter(line -> line.startsWith("|") && !line.startsWith("| policy"))
                    .map(line -> Arrays.stream(line.substring(1).split("\\|", -1))
                            .map(String::strip)
                            .collect(Collectors.toCollection(ArrayList::new)))
                    .map(row -> (List<String>) new ArrayList<>(row.subList(0, row.size() - 1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** policy, country, days, reason, condition, item tag, order tag, price, returns before, wish. */
    private static List<String> outcome(List<String> row) {
        Policies policies = row.get(0).equals("standard") ? STANDARD : OTHERS;
        Asked asked = Asked.on("2026-07-15")
                .from(row.get(1))
                .afterReturns(Integer.parseInt(row.get(8)))
                .tagged(row.get(6).isEmpty() ? new String[0] : new String[] {row.get(6)});
        if (!row.get(2).isEmpty()) {
            asked.delivered(Integer.parseInt(row.get(2)));
        }
        asked.line("Item", row.get(7), row.get(3), row.get(4), row.get(5).isEmpty() ? List.of() : List.of(row.get(5)));
        if (!row.get(9).isEmpty()) {
            asked.wishing(Resolution.valueOf(row.get(9)));
        }
        Decision decision = policies.policy(row.get(0)).decide(asked.asCase());
        Told told = Told.of(asked.asCase(), decision);
        Decision.Terms terms = decision.terms();
        boolean costs = decision.verdict() != Decision.Verdict.DECLINE;
        return List.of(
                decision.verdict() + (decision.approvers() > 1 ? " by " + decision.approvers() : ""),
                decision.rule(),
                decision.queue() == null ? "" : decision.queue(),
                decision.rights().get(0).regime().toString(),
                decision.rights().get(0).until() == null
                        ? ""
                        : decision.rights().get(0).until().toString(),
                !costs || terms.fees().isEmpty() ? "" : terms.fees().get(0).rule(),
                !costs || terms.labelFee().minor() == 0
                        ? ""
                        : terms.labelFee().amount().toPlainString(),
                !costs ? "" : terms.moment().name().toLowerCase(Locale.ROOT),
                costs
                        ? PolicySimulation.refund(asked.asCase(), decision)
                                .amount()
                                .toPlainString()
                        : "",
                decision.duty() == null
                        ? ""
                        : decision.duty().days() + " days from "
                                + decision.duty()
                                        .from()
                                        .name()
                                        .toLowerCase(Locale.ROOT)
                                        .replace('_', ' '),
                told.gets(),
                legend(told));
    }

    /** The name that the table gives to all that is told. */
    private static String legend(Told told) {
        return legend().entrySet().stream()
                .filter(path -> path.getValue().equals(told.operations()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("no name for: " + told.operations());
    }

    /** By name of a path, what the systems are told on it. */
    static Map<String, String> legend() {
        try {
            return Files.readAllLines(TABLE).stream()
                    .filter(line -> line.startsWith(LEGEND))
                    .map(line -> line.substring(LEGEND.length()).split(": ", 2))
                    .collect(Collectors.toMap(path -> path[0], path -> path[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyPathOfTheLegendIsTakenBySomeCase() {
        Set<String> taken = rows().map(row -> row.get(row.size() - 1)).collect(Collectors.toSet());
        assertThat(legend().keySet()).isEqualTo(taken);
    }

    private static synchronized void rewrite(List<String> row, List<String> outcome) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(TABLE));
        for (int i = 0; i < lines.size(); i++) {
            List<String> cells = Arrays.stream(lines.get(i).split("\\|", -1))
                    .map(String::strip)
                    .toList();
            if (cells.size() > ASKED && cells.subList(1, ASKED + 1).equals(row.subList(0, ASKED))) {
                int[] widths = {9, 2, 4, 16, 8, 14, 6, 7, 6, 12, 11, 20, 8, 10, 10, 16, 5, 10, 7, 27, 12, 14};
                List<String> all = new ArrayList<>(row.subList(0, ASKED));
                all.addAll(outcome);
                StringBuilder line = new StringBuilder("|");
                for (int cell = 0; cell < all.size(); cell++) {
                    line.append(' ')
                            .append(String.format("%-" + widths[cell] + "s", all.get(cell)))
                            .append(" |");
                }
                lines.set(i, line.toString());
            }
        }
        Files.write(TABLE, lines);
    }
}
