package io.contraflow.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.lifecycle.Story.Ending;
import io.contraflow.model.ExchangeItem;
import io.contraflow.model.Milestone;
import io.contraflow.model.Return;
import io.contraflow.model.ReturnEvent;
import io.contraflow.model.ReturnEvent.Dated;
import io.contraflow.model.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnyOrderTest {
    private static final int SEEDS = 500;

    @Test
    void anyOrderAndAnyRepetitionEndTheSame() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Story story = Story.draw(new Random(seed));
            Ending expected = story.playInOrder();
            Ending shuffled = story.playShuffled(new Random(seed));

            assertThat(expected.rma().status()).as("seed %d", seed).isEqualTo(Status.CLOSED);
            assertSameReturn(shuffled.rma(), expected.rma(), seed);
            assertThat(shuffled.told()).as("told, seed %d", seed).isEqualTo(expected.told());
            assertThat(List.copyOf(shuffled.problems()))
                    .as("problems, seed %d", seed)
                    .allSatisfy(problem -> assertThat(problem.sentence())
                            .containsAnyOf("pieces that never came or are not ours", "until somebody decides"));
        }
    }

    @Test
    void evenRefundAndBookingMayComeBeforeTheirReason() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Story story = Story.draw(new Random(seed));
            Ending expected = story.playInOrder();
            List<Dated> everything = new ArrayList<>(story.events);
            Return.MoneyMoved money = expected.rma().money();
            if (money.shopRefund() != null) {
                everything.add(new Dated(Cases.START, new ReturnEvent.RefundIssued(money.shopRefund(), true)));
            }
            if (money.giftCard() != null) {
                everything.add(new Dated(Cases.START, new ReturnEvent.GiftCardIssued(money.giftCard())));
            }
            if (money.erpCredit() != null) {
                everything.add(new Dated(Cases.START, new ReturnEvent.CreditPosted(money.erpCredit())));
                everything.add(new Dated(Cases.START, new ReturnEvent.RefundBooked(money.erpRefund())));
            }
            if (expected.rma().has(Milestone.EXCHANGED)) {
                everything.add(new Dated(
                        Cases.START,
                        new ReturnEvent.ExchangeReleased(expected.rma().exchanges().stream()
                                .filter(ExchangeItem::released)
                                .map(ExchangeItem::lineId)
                                .toList())));
            }
            everything.addAll(List.copyOf(everything));
            Collections.shuffle(everything, new Random(seed));

            Ending shuffled = story.play(everything);

            assertSameReturn(shuffled.rma(), expected.rma(), seed);
            assertThat(withoutRequestForMoney(shuffled))
                    .as("told, seed %d", seed)
                    .isEqualTo(withoutRequestForMoney(expected));
        }
    }

    @Test
    void whenLinesShareAnOrderLineTheMoneyStillDoesNotDependOnTheOrder() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Story story = Story.drawLineByLine(new Random(seed));
            Ending expected = story.playInOrder();
            Ending shuffled = story.playShuffled(new Random(seed));

            assertThat(shuffled.rma().status()).as("seed %d", seed).isEqualTo(Status.CLOSED);
            assertThat(shuffled.rma().milestones())
                    .as("seed %d", seed)
                    .isEqualTo(expected.rma().milestones());
            assertThat(shuffled.rma().settlement())
                    .as("seed %d", seed)
                    .isEqualTo(expected.rma().settlement());
            assertThat(shuffled.rma().money())
                    .as("seed %d", seed)
                    .isEqualTo(expected.rma().money());
            assertThat(shuffled.told()).as("seed %d", seed).isEqualTo(expected.told());
        }
    }

    @Test
    void everyMilestoneIsToldAtMostOnce() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Map<String, Integer> told =
                    Story.draw(new Random(seed)).playShuffled(new Random(seed)).told();

            assertThat(told.entrySet().stream()
                            .filter(entry -> !entry.getKey().contains(" "))
                            .map(Map.Entry::getValue))
                    .as("seed %d", seed)
                    .containsOnly(1);
        }
    }

    @Test
    void whateverIsSaidAStatusNeverGoesBack() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Story story = Story.draw(random);
            List<Dated> chaos = new ArrayList<>(story.events);
            IntStream.range(0, 6).forEach(any -> chaos.add(new Dated(Cases.START, interruption(random))));
            Collections.shuffle(chaos, random);

            List<Return> states = story.states(chaos);

            for (int i = 1; i < states.size(); i++) {
                Return before = states.get(i - 1);
                Return after = states.get(i);
                assertThat(after.status()).as("seed %d, step %d", seed, i).isGreaterThanOrEqualTo(before.status());
                assertThat(after.milestones()).as("seed %d, step %d", seed, i).containsAll(before.milestones());
                assertThat(sideExits(after)).as("seed %d, step %d", seed, i).isLessThanOrEqualTo(1);
            }
        }
    }

    private static ReturnEvent interruption(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> Cases.declined();
            case 1 -> Cases.approved();
            case 2 -> Cases.cancelled();
            case 3 -> Cases.expired();
            case 4 -> Cases.everythingDelivered();
            case 5 -> Cases.refunded("1.00");
            case 6 -> Cases.credited("2.00");
            default -> Cases.booked("3.00");
        };
    }

    private static long sideExits(Return rma) {
        return rma.milestones().stream()
                .filter(milestone -> milestone == Milestone.DECLINED
                        || milestone == Milestone.CANCELLED
                        || milestone == Milestone.EXPIRED)
                .count();
    }

    private static void assertSameReturn(Return actual, Return expected, long seed) {
        assertThat(allButTime(actual)).as("seed %d", seed).isEqualTo(allButTime(expected));
    }

    private static List<Object> allButTime(Return rma) {
        return Arrays.asList(
                rma.status(),
                rma.lines(),
                rma.decision(),
                rma.label(),
                rma.settlement(),
                rma.money(),
                rma.exchanges(),
                rma.facts(),
                rma.milestones());
    }

    private static Map<String, Integer> withoutRequestForMoney(Ending ending) {
        Map<String, Integer> told = ending.told();
        told.remove(Milestone.RESOLVING.name());
        return told;
    }
}
