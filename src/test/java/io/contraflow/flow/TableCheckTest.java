package io.contraflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.Scratch;
import io.contraflow.mapping.Finding;
import io.contraflow.mapping.Mappings;
import io.contraflow.policy.Policies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that can never be used and values that lead nowhere, where a table speaks in our own words. */
class TableCheckTest {
    private static final Policies POLICIES = Policies.open(Path.of("config/policies"), Path.of("config/regions"));
    private final Path folder = Scratch.folder("table-check");

    @Test
    void theDeliveredTablesHaveNone() {
        assertThat(TableCheck.of(Mappings.open(Path.of("mappings")), POLICIES)).isEmpty();
    }

    @Test
    void aKeyThatNothingIsEverCalledIsADeadRow() throws IOException {
        table("location", "disposition,erp_location", "RESTOCK,6", "RESTOK,7");
        table("decline-reason", "rule,shop_reason", "window-standard,OTHER", "window-old,OTHER");

        assertThat(found())
                .containsExactlyInAnyOrder(
                        "decline-reason.csv:3: No rule is ever called 'window-old', so this row is never used. Correct the"
                                + " key or remove the row.",
                        "location.csv:3: No disposition is ever called 'RESTOK', so this row is never used. Correct the key"
                                + " or remove the row.");
    }

    @Test
    void aValueThatIsNoneOfOurWordsIsNamedWithThoseThatAre() throws IOException {
        table("disposition", "grade,disposition", "SELLABLE,RESTOCK", "WORN,THROW_AWAY");
        table("grade", "foreign,grade", "sellable,SELLABLE", "used,USED");
        table("status", "foreign,event", "lost,ParcelLost");

        assertThat(found()).hasSize(3);
        assertThat(found())
                .anySatisfy(
                        one -> assertThat(one).startsWith("disposition.csv:3: 'THROW_AWAY' is no disposition. Choose"))
                .anySatisfy(one ->
                        assertThat(one).isEqualTo("grade.csv:3: 'USED' is no grade. Choose one of SELLABLE, WORN."))
                .anySatisfy(one -> assertThat(one).startsWith("status.csv:2: 'ParcelLost' is no event."));
    }

    @Test
    void noTableCanSendAPieceToTheWorkshop() throws IOException {
        table("disposition", "grade,disposition", "DEFECTIVE,IN_REPAIR");

        assertThat(found())
                .anySatisfy(one -> assertThat(one).startsWith("disposition.csv:2: 'IN_REPAIR' is no disposition."));
    }

    private List<String> found() {
        return TableCheck.of(Mappings.open(folder), POLICIES).stream()
                .map(Finding::toString)
                .map(text -> text.substring(text.lastIndexOf('/', text.indexOf(".csv")) + 1))
                .toList();
    }

    private void table(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name + ".csv"), List.of(lines));
    }
}
