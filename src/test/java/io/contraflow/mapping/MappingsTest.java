package io.contraflow.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingsTest {

    @TempDir
    Path temp;

    private Path folder;

    @BeforeEach
    void aSmallFolder() throws IOException {
        folder = temp.resolve("mappings");
        write("sku.csv", "# ours and theirs\nshop_sku,erp_item,description\nTEE,3301,\"T-shirt, black\"\nMUG,3330\n");
        write("netsuite/authorize-return.jsonata", "{'items': [lines.{'item': $table('sku', sku), 'amount': amount}]}");
    }

    @Test
    void aTransformTranslatesWithItsTables() {
        Map<String, Object> input = Map.of("lines", List.of(Map.of("sku", "TEE", "amount", "19.90")));
        assertThat(open().apply("netsuite/authorize-return", input, Map.of()))
                .isEqualTo(Map.of("items", List.of(Map.of("item", "3301", "amount", "19.90"))));
    }

    @Test
    void aTransformSeesItsBindings() throws IOException {
        write("hello.jsonata", "$greeting & ' ' & name");
        assertThat(open().apply("hello", Map.of("name", "Anna"), Map.of("greeting", "Hello")))
                .isEqualTo("Hello Anna");
    }

    @Test
    void aTableAnswersValuesRowsAndLines() {
        Table sku = open().table("sku");
        assertThat(sku.columns()).containsExactly("shop_sku", "erp_item", "description");
        assertThat(sku.keys()).containsExactlyInAnyOrder("TEE", "MUG");
        assertThat(sku.lookup("MUG")).isEqualTo("3330");
        assertThat(sku.find("mug")).as("case counts").isEmpty();
        assertThat(sku.row("TEE"))
                .isEqualTo(Map.of("shop_sku", "TEE", "erp_item", "3301", "description", "T-shirt, black"));
        assertThat(sku.row("MUG")).containsEntry("description", "");
        assertThat(sku.lineOf("MUG")).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$table('sku', lines.sku)",
                "lines.$table('sku', sku)",
                "$map(lines, function($line) { $table('sku', $line.sku) })",
                "lines.sku ~> $map(function($sku) { $row('sku', $sku).erp_item })",
                "lines ~> $filter(function($line) { $table('sku', $line.sku) = '1' })",
                "$eval(\"$table('sku', 'LAMP-OAK')\")",
                "{'deep': [{'er': lines.{'item': $table('sku', sku)}}]}"
            })
    void aMissingRowIsAlwaysToldAsUnmapped(String source) throws IOException {
        write("lookup.jsonata", source);
        Mappings mappings = open();
        assertThatExceptionOfType(Unmapped.class)
                .isThrownBy(
                        () -> mappings.apply("lookup", Map.of("lines", List.of(Map.of("sku", "LAMP-OAK"))), Map.of()))
                .satisfies(unmapped -> {
                    assertThat(unmapped.table()).isEqualTo("sku");
                    assertThat(unmapped.key()).isEqualTo("LAMP-OAK");
                });
        assertThatExceptionOfType(Unmapped.class).isThrownBy(() -> mappings.lookup("sku", "LAMP-OAK"));
        assertThat(mappings.find("sku", "LAMP-OAK")).isEmpty();
    }

    @Test
    void aLookupOfNothingIsUnmappedToo() throws IOException {
        write("lookup.jsonata", "$table('sku', nosuchfield)");
        Mappings mappings = open();
        assertThatExceptionOfType(Unmapped.class)
                .isThrownBy(() -> mappings.apply("lookup", Map.of(), Map.of()))
                .withMessageContaining("empty key");
    }

    @ParameterizedTest
    @MethodSource
    void aDefaultTakesThePlaceOfAMissingRow(String source, Object expected) throws IOException {
        write("lookup.jsonata", source);
        assertThat(open().apply("lookup", Map.of("sku", "LAMP-OAK"), Map.of())).isEqualTo(expected);
    }

    static Stream<Arguments> aDefaultTakesThePlaceOfAMissingRow() {
        return Stream.of(
                Arguments.of("$table('sku', sku, 'none')", "none"),
                Arguments.of("{'item': $table('sku', sku, nosuchfield)}", Map.of()),
                Arguments.of("$row('sku', sku, {'erp_item': '0'}).erp_item", "0"),
                Arguments.of("$table('sku', 'TEE', 'none')", "3301"),
                Arguments.of("$row('sku', 'TEE').description", "T-shirt, black"));
    }

    @Test
    void numbersAreLookedUpByTheirDigits() throws IOException {
        write("location.csv", "id,name\n6,Shelf\n9007199254740993,Far\n");
        write(
                "lookup.jsonata",
                "[$table('location', small), $table('location', big), $table('location', small * 1.0)]");
        assertThat(open().apply("lookup", Map.of("small", 6, "big", 9_007_199_254_740_993L), Map.of()))
                .isEqualTo(List.of("Shelf", "Far", "Shelf"));
    }

    @ParameterizedTest
    @MethodSource
    void aBrokenFileIsRefusedWithItsLine(String file, String content, int line, String says) throws IOException {
        write(file, content);
        assertThatExceptionOfType(MappingRejected.class)
                .isThrownBy(this::open)
                .satisfies(rejected -> assertThat(rejected.findings())
                        .singleElement()
                        .satisfies(finding -> {
                            assertThat(finding.file()).isEqualTo("mappings/" + file);
                            assertThat(finding.line()).isEqualTo(line);
                            assertThat(finding.message()).contains(says);
                        }))
                .withMessageStartingWith("mappings/" + file + (line > 0 ? ":" + line : "") + ": ");
    }

    static Stream<Arguments> aBrokenFileIsRefusedWithItsLine() {
        return Stream.of(
                Arguments.of("t.csv", "key,value\nA,1\n# note\n\nA,2\n", 5, "'A' is already in line 2"),
                Arguments.of("t.csv", "key,value\nA,1\n ,2\n", 3, "The key (column 'key') is empty"),
                Arguments.of("t.csv", "key,value\nA,\n", 2, "The value (column 'value') is empty"),
                Arguments.of("t.csv", "key,value\nA", 2, "The value (column 'value') is empty"),
                Arguments.of("t.csv", "key,value\nA,1,2\n", 2, "The row has 3 values, the header names 2"),
                Arguments.of("t.csv", "TEE-S,3301\nMUG,3302\n", 1, "This should be the header"),
                Arguments.of("t.csv", "# only\nkey;value\nA;1\n", 2, "separated by commas"),
                Arguments.of("t.csv", "key,key\nA,1\n", 1, "different column names"),
                Arguments.of("t.csv", "", 1, "has no header"),
                Arguments.of("t.csv", "key,value\nA,1\nB,\"2\nC,3\n", 3, "quotes are not in order"),
                Arguments.of("t.csv", "key,value\nA,\"1\"x\n", 2, "quotes are not in order"),
                Arguments.of("deep/t.jsonata", "{\n 'a': 1\n 'b': 2}", 3, "Expected"),
                Arguments.of("t.jsonata", "", 1, "Unexpected end"));
    }

    @Test
    void everyBrokenLineOfAFileIsNamedAtOnce() throws IOException {
        write("t.csv", "key,value\nA,1\nA,2\nB,\n,3\n");
        assertThatExceptionOfType(MappingRejected.class).isThrownBy(this::open).satisfies(rejected -> assertThat(
                        rejected.findings())
                .extracting(Finding::line)
                .containsExactly(3, 4, 5));
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Files.write(folder.resolve("t.csv"), "key,value\nA,Gr\u00f6\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatExceptionOfType(MappingRejected.class).isThrownBy(this::open).withMessageContaining("not UTF-8");
    }

    @Test
    void aFileAsASpreadsheetSavesItIsUnderstood() throws IOException {
        write("t.csv", "\uFEFFkey,value\r\n \"A\" , 1 \r\n\"#1042\",2\r\n");
        Table table = open().table("t");
        assertThat(table.lookup("A")).isEqualTo("1");
        assertThat(table.lookup("#1042")).isEqualTo("2");
    }

    @Test
    void aFolderThatDoesNotExistIsRefused() {
        assertThatExceptionOfType(MappingRejected.class)
                .isThrownBy(() -> Mappings.open(temp.resolve("nowhere")))
                .withMessageStartingWith("nowhere: The folder cannot be read");
    }

    @Test
    void aReloadPicksUpChangedAndNewFiles() throws IOException {
        Mappings mappings = open();
        String before = mappings.version();
        assertThat(mappings.reload()).isEmpty();
        assertThat(mappings.version()).isEqualTo(before);

        write("sku.csv", "shop_sku,erp_item\nTEE,3301\nLAMP-OAK,3350\n");
        write("more.jsonata", "'new'");
        assertThat(mappings.reload()).isEmpty();

        assertThat(mappings.lookup("sku", "LAMP-OAK")).isEqualTo("3350");
        assertThat(mappings.apply("more", Map.of(), Map.of())).isEqualTo("new");
        assertThat(mappings.version()).isNotEqualTo(before);
        assertThat(mappings.tables()).containsExactly("sku");
        assertThat(mappings.transforms()).containsExactly("more", "netsuite/authorize-return");
    }

    @Test
    void aChangeWithinTheSameInstantAndOfTheSameLengthIsNotMissed() throws IOException {
        Mappings mappings = open();
        for (int item = 1000; item < 1030; item++) {
            write("sku.csv", "shop_sku,erp_item\nTEE," + item + "\n");
            assertThat(mappings.reload()).isEmpty();
            assertThat(mappings.lookup("sku", "TEE")).isEqualTo(String.valueOf(item));
        }
    }

    @Test
    void aBrokenChangeLeavesTheLastGoodVersionAndIsToldUntilItIsMended() throws IOException {
        Mappings mappings = open();
        String before = mappings.version();
        write("sku.csv", "shop_sku,erp_item\nTEE,1\nTEE,2\n");
        write("netsuite/authorize-return.jsonata", "{'items': ");
        write("good.csv", "key,value\nA,1\n");

        for (int again = 0; again < 2; again++) {
            assertThat(mappings.reload())
                    .extracting(finding -> finding.file() + ":" + finding.line())
                    .containsExactly("mappings/netsuite/authorize-return.jsonata:1", "mappings/sku.csv:3");
            assertThat(mappings.lookup("sku", "TEE")).isEqualTo("3301");
            assertThat(mappings.lookup("good", "A"))
                    .as("the good file of the same reload")
                    .isEqualTo("1");
            assertThat(mappings.apply("netsuite/authorize-return", Map.of("lines", List.of()), Map.of()))
                    .isEqualTo(Map.of("items", List.of()));
        }

        aSmallFolder();
        Files.delete(folder.resolve("good.csv"));
        assertThat(mappings.reload()).singleElement().asString().contains("mappings/good.csv: The file is gone");
        assertThat(mappings.lookup("good", "A")).isEqualTo("1");
        write("good.csv", "key,value\nA,1\n");
        assertThat(mappings.reload()).isEmpty();
        Files.delete(folder.resolve("good.csv"));
        assertThat(Mappings.open(folder).version()).isEqualTo(before);
    }

    @Test
    void aNameThatDoesNotExistIsToldAsMissing() throws IOException {
        write("lookup.jsonata", "$table(which, 'A')");
        Mappings mappings = open();
        assertThatExceptionOfType(MissingMapping.class)
                .isThrownBy(() -> mappings.apply("nosuch", Map.of(), Map.of()))
                .withMessage("There is no mappings/nosuch.jsonata.");
        assertThatExceptionOfType(MissingMapping.class)
                .isThrownBy(() -> mappings.apply("lookup", Map.of("which", "nosuch"), Map.of()))
                .withMessage("There is no mappings/nosuch.csv.");
    }

    @Test
    void aTransformThatNamesATableWhichDoesNotExistIsFoundBeforeItRuns() throws IOException {
        Mappings mappings = open();
        write(
                "lookup.jsonata",
                "{\n /* not $table('this', 'A')\n */ 'a': $table('sku', a),\n 'b': $row( \"skuu\", b)}");
        assertThat(mappings.reload())
                .extracting(Finding::toString)
                .containsExactly("mappings/lookup.jsonata:4: There is no table 'skuu'."
                        + " Add mappings/skuu.csv; until then this transform fails.");
        assertThatExceptionOfType(MappingRejected.class).isThrownBy(this::open);
        write("skuu.csv", "key,value\nA,1\n");
        assertThat(mappings.reload()).isEmpty();
    }

    @Test
    void filesWhoseNameBeginsWithADotAreLeftAlone() throws IOException {
        write(".sku.csv", "broken");
        write(".old/sku.csv", "broken");
        write("notes.txt", "broken");
        assertThat(open().tables()).containsExactly("sku");
    }

    @Test
    void aTableMayHaveManyRows() throws IOException {
        StringBuilder rows = new StringBuilder("shop_sku,erp_item\n");
        for (int row = 0; row < 200_000; row++) {
            rows.append("SKU-").append(row).append(',').append(row).append('\n');
        }
        write("big.csv", rows.toString());
        Table big = open().table("big");
        assertThat(big.size()).isEqualTo(200_000);
        assertThat(big.lookup("SKU-199999")).isEqualTo("199999");
        assertThat(big.lineOf("SKU-199999")).isEqualTo(200_001);
    }

    private Mappings open() {
        return Mappings.open(folder);
    }

    private void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
