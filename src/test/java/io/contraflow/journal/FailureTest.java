package io.contraflow.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.contraflow.mapping.Expression;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void aMappingThatRanOutOfTimeIsTriedAgainAndNoSystemIsBlamed() {
        Failure failure = Failure.of(failureOf("($forever := function($x) { $forever($x) }; $forever(1))"));

        assertThat(failure.kind()).isEqualTo(DeliveryFailed.Kind.TRANSIENT);
        assertThat(failure.remote()).isFalse();
    }

    @Test
    void aMappingThatCannotWorkOnItsDataIsNotTriedAgain() {
        Failure failure = Failure.of(failureOf("$number('many')"));

        assertThat(failure.kind()).isEqualTo(DeliveryFailed.Kind.REJECTED);
    }

    private static Throwable failureOf(String source) {
        Expression expression = Expression.compile(source, "mappings/test.jsonata");
        return catchThrowable(() -> expression.evaluate(Map.of(), Map.of()));
    }
}
