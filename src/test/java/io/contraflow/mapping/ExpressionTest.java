package io.contraflow.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    @Test
    void manyThreadsShareAnExpressionAndNoneSeesTheDataOfAnother() throws Exception {
        Expression shared = Expression.compile(
                "{'id': id, 'from': $who, 'lines': lines.{'sku': sku, 'note': $$.id & ':' & sku}}", "test");
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Integer>> work = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                String name = "t" + thread;
                work.add(() -> wrongAnswers(shared, name, 15_000));
            }
            int wrong = 0;
            for (Future<Integer> done : threads.invokeAll(work)) {
                wrong += done.get();
            }
            assertThat(wrong).isZero();
        } finally {
            threads.shutdownNow();
        }
    }

    private static int wrongAnswers(Expression shared, String thread, int times) {
        int wrong = 0;
        for (int i = 0; i < times; i++) {
            String id = thread + "-" + i;
            Object answer = shared.evaluate(
                    Map.of("id", id, "lines", List.of(Map.of("sku", "A" + id), Map.of("sku", "B" + id))),
                    Map.of("who", thread));
            Map<String, Object> expected = Map.of(
                    "id", id,
                    "from", thread,
                    "lines",
                            List.of(
                                    Map.of("sku", "A" + id, "note", id + ":A" + id),
                                    Map.of("sku", "B" + id, "note", id + ":B" + id)));
            if (!expected.equals(answer)) {
                wrong++;
            }
        }
        return wrong;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "($forever := function($x) { $forever($x) }; $forever(1))",
                "($deeper := function($x) { $deeper($x) + 1 }; $deeper(1))",
                "$map([1..1000000], function($x) { $map([1..1000000], function($y) { $x * $y }) })",
                "[1..2000000000]"
            })
    void anEndlessExpressionEndsWithAnError(String endless) {
        Expression expression = Expression.compile(endless, "mappings/endless.jsonata");
        long begin = System.nanoTime();
        assertThatExceptionOfType(ExpressionFailed.class)
                .isThrownBy(() -> expression.evaluate(Map.of(), Map.of()))
                .withMessageStartingWith("mappings/endless.jsonata");
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void aLongListIsNoDeepNesting() {
        Expression each = Expression.compile(
                "[orders.($order := $string(id); returns[status in ['OPEN']].{'key': $order & '/' & id, 'event': {'id': id}})]",
                "long");
        List<Map<String, Object>> orders = IntStream.range(0, 1_000)
                .mapToObj(
                        id -> Map.<String, Object>of("id", id, "returns", List.of(Map.of("id", id, "status", "OPEN"))))
                .toList();
        assertThat((List<?>) each.evaluate(Map.of("orders", orders), Map.of())).hasSize(1_000);
    }

    @Test
    void theDeepestAllowedNestingFitsTheStackOfASmallThread() throws Exception {
        Expression deep = Expression.compile("($d := function($n) { $n = 0 ? 0 : 1 + $d($n - 1) }; $d(1000))", "deep");
        List<Throwable> thrown = new ArrayList<>();
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        deep.evaluate(Map.of(), Map.of());
                    } catch (ExpressionFailed failed) {
                        thrown.add(failed);
                    }
                },
                "small",
                512 * 1024);
        small.start();
        small.join();
        assertThat(thrown).singleElement().asString().contains("nested deeper than " + Expression.DEEPEST);
    }

    @ParameterizedTest
    @MethodSource
    void aNumberThatIsOnlyMovedStaysExactlyWhatItWas(Number number) {
        Expression move =
                Expression.compile("{'moved': nested.number, 'all': [nested.number], 'bound': $number}", "test");
        assertThat(move.evaluate(Map.of("nested", Map.of("number", number)), Map.of("number", number)))
                .isEqualTo(Map.of("moved", number, "all", List.of(number), "bound", number));
    }

    static Stream<Number> aNumberThatIsOnlyMovedStaysExactlyWhatItWas() {
        return Stream.of(
                9_007_199_254_740_993L,
                Long.MAX_VALUE,
                new BigDecimal("19.90"),
                new BigDecimal("0.10"),
                new BigDecimal("12345678901234567890.123456789"),
                new BigInteger("123456789012345678901234567890"),
                7,
                0.5);
    }

    @Test
    void anAmountWrittenAsTextStaysText() {
        Expression move =
                Expression.compile("{'total': money.amount, 'joined': money.amount & ' ' & money.currency}", "test");
        assertThat(move.evaluate(Map.of("money", Map.of("amount", "12.30", "currency", "EUR")), Map.of()))
                .isEqualTo(Map.of("total", "12.30", "joined", "12.30 EUR"));
    }

    @ParameterizedTest
    @MethodSource
    void emptyAndSingleListsBehaveAsThePageSays(String source, Object expected) {
        Map<String, Object> input = Map.of(
                "none",
                List.of(),
                "one",
                List.of(Map.of("sku", "A")),
                "two",
                List.of(Map.of("sku", "A"), Map.of("sku", "B")));
        assertThat(Expression.compile(source, "test").evaluate(input, Map.of())).isEqualTo(expected);
    }

    static Stream<Arguments> emptyAndSingleListsBehaveAsThePageSays() {
        return Stream.of(
                // An empty list that is only moved stays; one that a path or filter comes to disappears with its key
                // ...
                Arguments.of("{'lines': none}", Map.of("lines", List.of())),
                Arguments.of("{'lines': two[sku = 'C']}", Map.of()),
                Arguments.of("{'lines': none.{'sku': sku}}", Map.of()),
                // ... and a path with one hit is that hit. Brackets keep the list in both cases.
                Arguments.of("{'lines': one.sku}", Map.of("lines", "A")),
                Arguments.of("{'lines': [one.sku]}", Map.of("lines", List.of("A"))),
                Arguments.of("{'lines': [two[sku = 'C']]}", Map.of("lines", List.of())),
                Arguments.of("{'lines': [none.{'sku': sku}]}", Map.of("lines", List.of())));
    }

    @Test
    void aMissingFieldIsLeftOutAndANullStays() {
        Map<String, Object> input = new HashMap<>();
        input.put("empty", null);
        Map<String, Object> expected = new HashMap<>();
        expected.put("b", null);
        assertThat(Expression.compile("{'a': missing, 'b': empty}", "test").evaluate(input, Map.of()))
                .isEqualTo(expected);
    }

    @Test
    void theAnswerCanBeChangedWithoutTouchingTheInput() {
        List<Object> lines = new ArrayList<>(List.of("A"));
        Object answer = Expression.compile("lines[]", "test").evaluate(Map.of("lines", lines), Map.of());
        lines.add("B");
        assertThat(answer).isEqualTo(List.of("A"));
    }

    @Test
    void aSyntaxErrorNamesPlaceLineAndTrouble() {
        assertThatExceptionOfType(ExpressionFailed.class)
                .isThrownBy(() -> Expression.compile("{\n  'a': 1,\n  'b': (2\n}", "mappings/x.jsonata"))
                .satisfies(failed -> {
                    assertThat(failed.where()).isEqualTo("mappings/x.jsonata");
                    assertThat(failed.line()).isEqualTo(4);
                    assertThat(failed.what()).contains("Expected \")\"");
                })
                .withMessageStartingWith("mappings/x.jsonata:4: ");
    }

    @Test
    void anErrorWhileRunningNamesItsLine() {
        Expression broken = Expression.compile("{\n  'a': 1,\n  'b': $nosuchfunction(a)\n}", "mappings/x.jsonata");
        assertThatExceptionOfType(ExpressionFailed.class)
                .isThrownBy(() -> broken.evaluate(Map.of("a", "x"), Map.of()))
                .withMessageStartingWith("mappings/x.jsonata:3: ")
                .withMessageContaining("non-function");
    }

    @Test
    void aFailedEvaluationDoesNotSpoilTheNextOne() {
        Expression picky = Expression.compile("a + 1", "test");
        for (int i = 0; i < 50; i++) {
            assertThatExceptionOfType(ExpressionFailed.class)
                    .isThrownBy(() -> picky.evaluate(Map.of("a", "text"), Map.of()));
            assertThat(picky.evaluate(Map.of("a", 1), Map.of())).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @CsvSource({"a > 1, true", "a > 2, false", "b > 1, false", "b, false"})
    void aConditionHoldsOrNotAndNothingFoundDoesNot(String source, boolean holds) {
        assertThat(Expression.compile(source, "test").holds(Map.of("a", 2), Map.of()))
                .isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"n, 7", "t, a text", "[n], a list or an object"})
    void aConditionThatIsNeitherTrueNorFalseFailsWithoutRepeatingTexts(String source, String kind) {
        Expression condition = Expression.compile(source, "test");
        assertThatExceptionOfType(ExpressionFailed.class)
                .isThrownBy(() -> condition.holds(Map.of("n", 7, "t", "what Anna wrote"), Map.of()))
                .withMessage("test: must be true or false, but is " + kind);
    }

    @Test
    void aFunctionIsNoAnswer() {
        Expression function = Expression.compile("{'f': function($x) { $x }}", "test");
        assertThatExceptionOfType(ExpressionFailed.class)
                .isThrownBy(() -> function.evaluate(Map.of(), Map.of()))
                .withMessageContaining("answers a function");
    }
}
