package io.contraflow.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no customer jane.doe+x@mail.example.com here      | no customer [address] here
            paid with 4111 1111 1111 1111 today               | paid with [number] today
            call +49 170 1234567 first                        | call [number] first
            GET https://erp.example/a?token=abc&x=1 failed    | GET https://erp.example/a failed
            sent Authorization: Bearer abc123def456           | sent Authorization: Bearer [secret]
            api_key=s3cr3tvalue was refused                   | api_key [secret] was refused
            R-100001: the order #1042 has no ERP item         | R-100001: the order #1042 has no ERP item
            mappings/sku.csv:12: two columns are missing      | mappings/sku.csv:12: two columns are missing
            """)
    void whatPeopleReadHasNoPersonalDataAndNoSecrets(String sentence, String shown) {
        assertThat(Sentence.shown(sentence)).isEqualTo(shown);
    }

    @Test
    void aSentenceIsOneLineOfBoundedLength() {
        assertThat(Sentence.shown("one\r\nBcc: two\u2028three")).isEqualTo("one Bcc: two three");
        assertThat(Sentence.shown("word ".repeat(1000))).hasSizeLessThan(510);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shopify/returns: answered 503: order 1 failed | shopify/returns: answered 503: order 22 failed
            R-1 waits: the SKU X-1 of #1042 is unknown    | R-2 waits: the SKU Y-2/b of #1043 is unknown
            netsuite/post-credit: no item 'Blue mug'      | netsuite/post-credit: no item 'Red mug'
            the call 00123456-1234-4abc-8def-0123456789ab | the call 4f1c9d20-77aa-4abc-8def-0123456789ab
            return gid://shopify/Return/1 is closed       | return gid://shopify/Return/2 is closed
            """)
    void theSameTroubleWithAnotherReturnHasTheSameCause(String one, String other) {
        assertThat(Sentence.cause(one)).isEqualTo(Sentence.cause(other));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            erp1/post-credit: answered 503: down     | erp2/post-credit: answered 503: down
            erp/post-credit: answered 503: down      | erp/post-credit: answered 401: down
            config/a.yaml:3: a colon is missing      | config/b.yaml:3: a colon is missing
            """)
    void whatHasAnotherCauseStaysApart(String one, String other) {
        assertThat(Sentence.cause(one)).isNotEqualTo(Sentence.cause(other));
    }
}
