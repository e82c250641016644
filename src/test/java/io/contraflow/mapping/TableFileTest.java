package io.contraflow.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableFileTest {
    private static final String TEXT = """
            # Shop and ERP.
            shop_sku,erp_item,description
            TEE,3301,"T-shirt, black"
            # Mugs.
            MUG,3330,Mug
            LONG,3340,"two
            lines"
            """;

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.writeString(folder.resolve("sku.csv"), TEXT);
    }

    @Test
    void aNewRowGoesToTheEndAndIsQuotedWhereItMustBe() throws IOException {
        TableFile.Change change =
                save(sku().add(Map.of("shop_sku", "#1, red", "erp_item", "33\"51", "description", "Cap, red")));

        assertThat(Files.readString(folder.resolve("sku.csv"))).startsWith(TEXT);
        assertThat(change.before()).isEmpty();
        assertThat(change.line()).isEqualTo(8);
        assertThat(Mappings.open(folder).lookup("sku", "#1, red")).isEqualTo("33\"51");
        assertThat(sku().version()).isEqualTo(change.version());
    }

    @Test
    void aChangedRowKeepsTheColumnsThatWereLeftOutAndAllOtherLines() throws IOException {
        TableFile.Change change = save(sku().replace(Map.of("shop_sku", "TEE", "erp_item", "3399")));

        assertThat(change.before()).containsEntry("erp_item", "3301");
        assertThat(change.line()).isEqualTo(3);
        assertThat(Files.readString(folder.resolve("sku.csv"))).isEqualTo(TEXT.replace("TEE,3301", "TEE,3399"));
    }

    @Test
    void whatIsNotSavedChangesNothing() throws IOException {
        sku().add(Map.of("shop_sku", "CAP", "erp_item", "3350"));

        assertThat(Files.readString(folder.resolve("sku.csv"))).isEqualTo(TEXT);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void aRowThatCannotStandInTheFileIsRefusedWithItsReason() throws IOException {
        TableFile sku = sku();
        assertThatThrownBy(() -> sku.add(Map.of("shop_sku", "MUG", "erp_item", "1")))
                .isInstanceOfSatisfying(
                        FilesRejected.class,
                        refused -> assertThat(refused.findings().get(0).line()).isEqualTo(5));
        assertRefused("no column 'colour'", Map.of("shop_sku", "CAP", "erp_item", "1", "colour", "red"), true);
        assertRefused("(column 'erp_item') is empty", Map.of("shop_sku", "CAP"), true);
        assertRefused("(column 'shop_sku') is empty", Map.of("erp_item", "1"), true);
        assertRefused("line break", Map.of("shop_sku", "CAP", "erp_item", "1\nMUG2,2"), true);
        assertRefused("no row with the key 'CAP'", Map.of("shop_sku", "CAP", "erp_item", "1"), false);
    }

    @Test
    void aRowOverSeveralLinesIsLeftToTheEditor() {
        assertThatThrownBy(() -> sku().replace(Map.of("shop_sku", "LONG", "erp_item", "1")))
                .isInstanceOf(FilesRejected.class);
    }

    private void assertRefused(String why, Map<String, String> values, boolean isNew) throws IOException {
        TableFile sku = sku();
        assertThatThrownBy(() -> {
                    if (isNew) {
                        sku.add(values);
                    } else {
                        sku.replace(values);
                    }
                })
                .isInstanceOfSatisfying(FilesRejected.class, refused -> assertThat(
                                refused.findings().get(0).message())
                        .contains(why));
    }

    private TableFile sku() throws IOException {
        return TableFile.read(folder, "sku");
    }

    private TableFile.Change save(TableFile.Change change) throws IOException {
        sku().save(change);
        return change;
    }
}
