package io.contraflow.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsDeliveredHasNothingSuspicious() {
        assertThat(Lint.of(Mappings.open(Path.of("mappings")))).isEmpty();
    }

    @Test
    void keysThatPeopleReadAsTheSameMustNotLeadToDifferentValues() throws IOException {
        assertThat(lint("shop_sku,erp_item\nTEE-01,1\nMUG,2\ntee 01,3\n"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.line()).isEqualTo(4);
                    assertThat(finding.message()).contains("'TEE-01' (line 2)", "'tee 01'", "'1' and '3'");
                });
    }

    @Test
    void twoRowsWithOneBarcodeMustNotLeadToDifferentValues() throws IOException {
        assertThat(lint("shop_sku,erp_item,barcode\nTEE,1,4006381333931\nMUG,2,4006381333931\nCAP,3,\nHAT,4,\n"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.line()).isEqualTo(3);
                    assertThat(finding.message()).contains("have the same barcode");
                });
    }

    @Test
    void twoSpellingsOfOneWordMayStandBesideEachOther() throws IOException {
        assertThat(lint("foreign,event\ndropped_off,InTransit\ndropped-off,InTransit\n"))
                .isEmpty();
    }

    private List<Finding> lint(String text) throws IOException {
        Files.writeString(folder.resolve("any.csv"), text);
        return Lint.of(Mappings.open(folder));
    }
}
