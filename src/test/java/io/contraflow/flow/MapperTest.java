package io.contraflow.flow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapperTest {
    @ParameterizedTest
    @CsvSource({
        "63.9, EUR, 63.90 EUR",
        "63, EUR, 63.00 EUR",
        "-0.5, EUR, -0.50 EUR",
        "1.25E+3, EUR, 1250.00 EUR",
        "6390, JPY, 6390 JPY",
        "6390.0, JPY, 6390 JPY",
        "1.5, KWD, 1.500 KWD",
        // What is no amount in that currency stays as it came, for the sentence must not stop the step.
        "6390.5, JPY, 6390.5 JPY",
        "12.345, EUR, 12.345 EUR",
        "12.3, XYZ, 12.3 XYZ",
        "much, EUR, much EUR",
        "'', EUR, EUR",
        "1e999999999, EUR, 1e999999999 EUR"
    })
    void anAmountInASentenceHasTheDigitsOfItsCurrency(String amount, String currency, String words) {
        assertThat(Mapper.money(amount, currency)).isEqualTo(words);
    }
}
