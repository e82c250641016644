package io.contraflow.flow.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.contraflow.exception.Exceptions;
import io.contraflow.flow.RefundClocks;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.RefundDuty;
import io.contraflow.model.Return;
import io.contraflow.model.Status;
import io.contraflow.policy.statute.RefundClock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A withdrawal of 1 July 2026 whose goods are on their way from 3 July on: the money is due by 15 July. */
class LateRefundsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final RefundDuty DUTY =
            new RefundDuty("§ 357 (1) BGB", RefundDuty.From.DECLARATION, 14, 10, 13, true);
    private static final Instant DECLARED = Instant.parse("2026-07-01T10:00:00Z");

    @ParameterizedTest(name = "at {0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            2026-07-10T21:59:59Z |        |
            2026-07-10T22:00:00Z | warn   | must be back by 2026-07-15 (§ 357 (1) BGB, counted from 2026-07-01)
            2026-07-13T21:59:59Z | warn   | must be back by 2026-07-15
            2026-07-13T22:00:00Z | alarm  | must be back by the end of 2026-07-15
            2026-07-15T21:59:59Z | alarm  | must be back by the end of 2026-07-15
            2026-07-15T22:00:00Z | breach | should have been back by 2026-07-15
            """)
    void peopleAreTold(String now, String step, String sentence) {
        List<Stuck> found = lateAt(now, Instant.parse("2026-07-03T10:00:00Z"));
        if (step == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).singleElement().satisfies(stuck -> {
                assertThat(stuck.subject()).endsWith(":" + step);
                assertThat(stuck.sentence()).contains(sentence);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({"2026-07-20T10:00:00Z", "2026-09-20T10:00:00Z"})
    void nobodyIsToldWhileTheMoneyMayWaitForTheGoods(String now) {
        assertThat(lateAt(now, null)).isEmpty();
    }

    private static List<Stuck> lateAt(String now, Instant dispatched) {
        RefundClocks clocks = mock(RefundClocks.class);
        RefundClock clock = RefundClock.of(DUTY, new RefundClock.Facts(DECLARED, DECLARED, null, dispatched), BERLIN);
        when(clocks.running(any(), anyInt())).thenReturn(List.of(new RefundClocks.Running(aReturn(), clock)));
        return new LateRefunds(clocks, mock(Exceptions.class)).find(Instant.parse(now));
    }

    private static Return aReturn() {
        Money nothing = Money.zero("EUR");
        Order order = new Order(
                "1",
                "#1",
                "EUR",
                "DE",
                "de",
                new Order.Customer("1", "", ""),
                DECLARED,
                DECLARED,
                List.of(),
                nothing,
                nothing,
                nothing,
                List.of(),
                List.of());
        return new Return(
                UUID.randomUUID(),
                "RMA-1",
                "shop-de",
                "",
                order,
                List.of(),
                Status.IN_TRANSIT,
                null,
                null,
                null,
                Return.MoneyMoved.NONE,
                List.of(),
                List.of(),
                Map.of(),
                Set.of(),
                DECLARED,
                DECLARED);
    }
}
