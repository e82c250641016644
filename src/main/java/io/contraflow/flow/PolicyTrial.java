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
import jakarta.validation.Valid;
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
import java.util.ArrayList;
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
    private static final String AMOUNT = "[0-9]{1,7}([.][0-9]{1,3})?";
    private static final String NO_AMOUNT = "must be an amount, such as 39.90";
    /** Most characters of a draft. */
    public static final int LONGEST_DRAFT = 200_000;
    /** Most articles of one case. */
    public static final int MOST_ARTICLES = 20;

    private final Policies policies;
    private final PolicyVersions versions;
    private final Channels channels;
    private final Clock clock;

    PolicyTrial(Policies policies, PolicyVersions versions, Channels channels, Clock clock) {
        this.policies = policies;
        this.versions = versions;
        this.channels = channels;
        this.clock = clock;
    }

    /**
     * One article of an order that comes back today, or several. What is left out is as in an everyday return.
     *
     * @param version which version of the policy is asked; the one that holds for such an order
     * @param draft the text of a policy that is asked instead, as its file would be; none
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
     * @param further other articles of the order that come back with it; none
     */
    public record Question(
            @Pattern(regexp = "([0-9a-f]{12})?", message = "must be twelve hexadecimal digits")
            String version,

            @Size(max = LONGEST_DRAFT) String draft,

            @Pattern(regexp = "[A-Z]{2}", message = "must be two capital letters, such as DE")
            String country,

            @Size(max = 10) String locale,

            @Pattern(regexp = AMOUNT, message = NO_AMOUNT) String price,

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
            Resolution resolution,
            @Size(max = MOST_ARTICLES - 1) List<@Valid Article> further) {
        public Question {
            version = or(version, "");
            draft = or(draft, "");
            further = or(further, List.of());
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

        private List<Article> articles() {
            List<Article> articles = new ArrayList<>();
            articles.add(new Article(price, bought, back, reason, condition, category, tags, discount, resolution));
            articles.addAll(further);
            return articles;
        }
    }

    /**
     * Another article, described like the first. What is left out is as in an everyday return.
     *
     * @param price what was paid for one piece, tax included; 39.90
     * @param bought pieces that were bought; 1
     * @param back pieces that come back, at most those; 1
     * @param reason our return reason; CHANGED_MIND
     * @param condition what the customer declares, such as {@code OPENED}; none
     * @param category of the article; none
     * @param tags of the article, separated by commas; none
     * @param discount whole percent below the list price; 0
     * @param resolution what the customer wants; REFUND
     */
    public record Article(
            @Pattern(regexp = AMOUNT, message = NO_AMOUNT) String price,

            @Min(1) @Max(1000) Integer bought,
            @Min(1) @Max(1000) Integer back,
            @Size(max = 100) String reason,
            @Size(max = 100) String condition,
            @Size(max = 100) String category,
            @Size(max = 500) String tags,
            @Min(0) @Max(100) Integer discount,
            Resolution resolution) {
        public Article {
            price = or(price, "39.90");
            bought = or(bought, 1);
            back = or(back, 1);
            reason = or(reason, "CHANGED_MIND");
            condition = or(condition, "");
            category = or(category, "");
            tags = or(tags, "");
            discount = or(discount, 0);
            resolution = or(resolution, Resolution.REFUND);
        }
    }

    private static <T> T or(@Nullable T given, T usual) {
        return given == null ? usual : given;
    }

    /**
     * What the policy says, in the version that is asked for, or else in the one that holds for such an order. Of several channels
     * with the policy, the first by name is asked for.
     *
     * @throws io.contraflow.policy.UnknownPolicy if there is no policy of that name, or no such version of it
     * @throws io.contraflow.mapping.FilesRejected if the draft has a mistake, or an earlier version cannot be read any more
     * @throws IllegalArgumentException if the question contradicts itself; names the field
     */
    public Decision ask(String policy, Question question) {
        if (!question.version().isEmpty() && !question.draft().isEmpty()) {
            throw new IllegalArgumentException("the fields version and draft cannot both be given");
        }
        if (question.articles().stream().anyMatch(article -> article.back() > article.bought())) {
            throw new IllegalArgumentException("the field back must not be more than bought");
        }
        Optional<Map.Entry<String, Channels.Channel>> channel = channels.channels().entrySet().stream()
                .filter(one -> one.getValue().policy().equals(policy))
                .min(Map.Entry.comparingByKey());
        ZoneId zone = channel.map(one -> one.getValue().zone()).orElse(ZoneOffset.UTC);
        Case asked = asked(channel.map(Map.Entry::getKey).orElse(policy), question, zone);
        return version(policy, question, asked).decide(asked);
    }

    private Policy version(String policy, Question question, Case asked) {
        if (!question.version().isEmpty()) {
            return versions.policy(policy, question.version());
        }
        Policy inForce =
                policies.policy(policy, LocalDate.ofInstant(asked.order().placedAt(), asked.zone()));
        return question.draft().isEmpty() ? inForce : policies.draft(policy + ".yaml", question.draft());
    }

    private Case asked(String channel, Question question, ZoneId zone) {
        Instant now = clock.instant();
        Instant delivered = question.underway() ? null : now.minus(Duration.ofDays(question.delivered()));
        List<OrderLine> sold = new ArrayList<>();
        List<ReturnLine> wanted = new ArrayList<>();
        for (Article article : question.articles()) {
            String line = String.valueOf(sold.size() + 1);
            sold.add(sold(line, article, question));
            wanted.add(wanted(line, article));
        }
        Money paid = sold.stream().map(OrderLine::paid).reduce(Money::plus).orElseThrow();
        Order order = new Order(
                "",
                "#1000",
                question.currency(),
                question.country(),
                question.locale().toLowerCase(Locale.ROOT),
                new Order.Customer("", "", "", words(question.groups())),
                (delivered == null ? now : delivered).minus(ON_THE_WAY),
                delivered,
                sold,
                Money.zero(question.currency()),
                paid,
                Money.zero(question.currency()),
                List.of(),
                List.of());
        History history = new History(question.returns(), question.returns(), question.worn(), question.wrong());
        return new Case(channel, order, wanted, history, now, zone);
    }

    private static OrderLine sold(String line, Article article, Question question) {
        Money each = price(article.price(), question.currency());
        return new OrderLine(
                line,
                "",
                question.further().isEmpty() ? "This article" : "Article " + line,
                article.category(),
                words(article.tags()),
                article.bought(),
                new Money(Math.multiplyExact(each.minor(), article.bought()), question.currency()),
                Money.zero(question.currency()),
                article.discount());
    }

    private static ReturnLine wanted(String line, Article article) {
        return new ReturnLine(
                line,
                line,
                "",
                article.back(),
                List.of(),
                article.reason(),
                article.condition(),
                "",
                article.resolution(),
                null,
                List.of());
    }

    private static Money price(String price, String currency) {
        try {
            return Money.of(price, currency);
        } catch (RuntimeException wrong) {
            throw new IllegalArgumentException(
                    "the fields price and currency are no amount: " + price + " " + currency, wrong);
        }
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
