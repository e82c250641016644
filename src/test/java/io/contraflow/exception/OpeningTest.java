package io.contraflow.exception;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a work item keeps of a foreign system's words, and when two have the same cause. */
class OpeningTest {
    @Test
    void aSentenceOfAnyLengthIsCutBeforeItIsLookedThrough() {
        assertThat(opening("a".repeat(3_000_000)).sentence()).hasSize(1000);
        assertThat(opening("a".repeat(3_000_000)).cause())
                .isEqualTo(opening("a".repeat(1000)).cause());
    }

    @Test
    void idsAndNumbersMakeNoOtherCauseAndAnotherStatusDoes() {
        assertThat(opening("order 10001 not found").cause())
                .isEqualTo(opening("order 10002 not found").cause());
        assertThat(opening("HTTP 500").cause()).isNotEqualTo(opening("HTTP 404").cause());
    }

    private static Exceptions.Opening opening(String sentence) {
        return new Exceptions.Opening(ExceptionKind.DEAD_EVENT, null, null, sentence, null);
    }
}
