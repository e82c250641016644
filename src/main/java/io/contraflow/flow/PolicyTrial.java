package io.contraflow.flow;

import io.contraflow.model.Decision;
import io.contraflow.model.Money;
import io.contraflow.model.Order;
import io.contraflow.model.OrderLine;
import io.contraflow.model.Resolution;
import io.contraflow.model.ReturnLine;
import io.contraflow.policy.Case;
import io.contraflow.policy.History;
import io.contraflow.policy.Policies;
import io.contraflow.policy.Policy;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks a policy about a case that somebody thinks of; nothing of it is kept. */
@Component
public class PolicyTrial {
    private static final Duration ON_THE_WAY = Duration.ofDays(3);
    private static final String LINE = "1";

    private final Policies policies;
    private final Channels channels;
    private final Clock clock;

    PolicyTrial(Policies policies, Channels channels, Clock clock) {
        this.policies = policies;
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * One article of an order that comes back today. What is left out is as in an everyday return.
     *
     * @param country ISO 3166 code of the delivery address; DE
     * @param locale language of the customer; en
     * @param price what was paid for one piece, tax included; 39.90
     * @param currency ISO 4217 code; EUR
     * @param bought pieces that were bought; 1
     * @param back pieces that come back, at most those; 1
     * @param reason our return reason; CHANGED_MIND
     * @param condition what the customer declares, such as {@code OPENED}; none
     * @param category of the article; none
     * @param tags of the article, separated by commas; none
     * @param discount whole percent below the list price; 0
     * @param delivered days since it was delivered; 5
     * @param underway whether it is still on its way; {@code delivered} does not count then
     * @param groups the customer's, separated by commas; none
     * @param returns earlier returns of the customer, all within a year; 0
     * @param worn pieces of them that came back worn; 0
     * @param wrong pieces of them that were not what was sold; 0
     * @param resolution what the customer wants; REFUND
     */
    public record Question(
            @Pattern(regexp = "[A-Z]{2}", message = "must be two capital letters, such as DE")
            String country,

            @Size(max = 10) String locale,

            @Pattern(regexp = "[0-9]{1,7}([.][0-9]{1,3})?", message = "must be an amount, such as 39.90")
            String price,

            @Pattern(regexp = "[A-Z]{3}", message = "must be three capital letters, such as EUR")
            String currency,

            @Min(1) @Max(1000) Integer bought,
            @Min(1) @Max(1000) Integer back,
            @Size(max = 100) String reason,
            @Size(max = 100) String condition,
            @Size(max = 100) String category,
            @Size(max = 500) String tags,
            @Min(0) @Max(100) Integer discount,
            @Min(0) @Max(10_000) Integer delivered,
            Boolean underway,
            @Size(max = 500) String groups,
            @Min(0) @Max(1000) Integer returns,
            @Min(0) @Max(1000) Integer worn,
            @Min(0) @Max(1000) Integer wrong,
            Resolution resolution) {
        public Question {
            country = or(country, "DE");
            locale = or(locale, "en");
            price = or(price, "39.90");
            currency = or(currency, "EUR");
            bought = or(bought, 1);
            back = or(back, 1);
            reason = or(reason, "CHANGED_MIND");
            condition = or(condition, "");
            category = or(category, "");
            tags = or(tags, "");
            discount = or(discount, 0);
            delivered = or(delivered, 5);
            underway = or(underway, false);
            groups = or(groups, "");
            returns = or(returns, 0);
            worn = or(worn, 0);
            wrong = or(wrong, 0);
            resolution = or(resolution, Resolution.REFUND);
        }

        private static <T> T or(@Nullable T given, T usual) {
            return given == null ? usual : given;
        }
    }

    /**
     * What the policy says, in the version that holds for such an order. Of several channels with the policy, the first by name
     * is asked for.
     *
     * @throws io.contraflow.policy.UnknownPolicy if there is no policy of that name
     * @throws IllegalArgumentException if the question contradicts itself; names the field
     */
    public Decision ask(String policy, Question question) {
        if (question.back() > question.bought()) {
            throw new IllegalArgumentException("the field back must not be more than bought");
        }
        Optional<Map.Entry<String, Channels.Channel>> channel = channels.channels().entrySet().stream()
                .filter(one -> one.getValue().policy().equals(policy))
                .min(Map.Entry.comparingByKey());
        ZoneId zone = channel.map(one -> one.getValue().zone()).orElse(ZoneOffset.UTC);
        Case asked = asked(channel.map(Map.Entry::getKey).orElse(policy), question, zone);
        Policy version =
                policies.policy(policy, LocalDate.ofInstant(asked.order().placedAt(), zone));
        return version.decide(asked);
    }

    private Case asked(String channel, Question question, ZoneId zone) {
        Instant now = clock.instant();
        Instant delivered = question.underway() ? null : now.minus(Duration.ofDays(question.delivered()));
        Money each = price(question);
        Money paid = new Money(Math.multiplyExact(each.minor(), question.bought()), question.currency());
        OrderLine sold = new OrderLine(
                LINE,
                "",
                "This article",
                question.category(),
                words(question.tags()),
                question.bought(),
                paid,
                Money.zero(question.currency()),
                question.discount());
        ReturnLine wanted = new ReturnLine(
                LINE,
                LINE,
                "",
                question.back(),
                List.of(),
                question.reason(),
                question.condition(),
                "",
                question.resolution(),
                null,
                List.of());
        Order order = new Order(
                "",
                "#1000",
                question.currency(),
                question.country(),
                question.locale().toLowerCase(Locale.ROOT),
                new Order.Customer("", "", "", words(question.groups())),
                (delivered == null ? now : delivered).minus(ON_THE_WAY),
                delivered,
                List.of(sold),
                Money.zero(question.currency()),
                paid,
                Money.zero(question.currency()),
                List.of(),
                List.of());
        History history = new History(question.returns(), question.returns(), question.worn(), question.wrong());
        return new Case(channel, order, List.of(wanted), history, now, zone);
    }

    private static Money price(Question question) {
        try {
            return Money.of(question.price(), question.currency());
        } catch (RuntimeException wrong) {
            throw new IllegalArgumentException(
                    "the fields price and currency are no amount: " + question.price() + " " + question.currency(),
                    wrong);
        }
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
