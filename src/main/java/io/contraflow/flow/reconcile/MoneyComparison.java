package io.contraflow.flow.reconcile;

import io.contraflow.model.Milestone;
import io.contraflow.model.Money;
import io.contraflow.model.Return;
import io.contraflow.model.Role;
import io.contraflow.model.Settlement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Compares what the shop refunded, what the ERP credited and paid out, and what we have heard of it. */
final class MoneyComparison {
    private final Picture picture;
    private final Return ours;
    private final Money zero;
    private final List<Difference> found = new ArrayList<>();

    private MoneyComparison(Picture picture) {
        this.picture = picture;
        this.ours = picture.ours();
        this.zero = Money.zero(ours.order().currency());
    }

    static List<Difference> of(Picture picture) {
        MoneyComparison money = new MoneyComparison(picture);
        picture.settled(Role.SHOP)
                .filter(shop -> shop.refunds() != null)
                .ifPresent(shop -> money.compare(shop, picture.settled(Role.ERP).orElse(null)));
        return money.found;
    }

    private void compare(Snapshot shop, @Nullable Snapshot erp) {
        Money refunded = sum(shop.refunds());
        Money besides = besides(shop);
        Money known = Objects.requireNonNullElse(ours.money().shopRefund(), zero);
        Money all = refunded.plus(besides);
        boolean isByHand = known.compareTo(all) < 0 && (besides.isPositive() || known.isZero());
        if (isByHand) {
            found.add(difference(
                    DriftKind.REFUND_BY_HAND,
                    Role.SHOP,
                    "The shop refunded " + all + ", of which we know " + known + ".",
                    known,
                    all));
        } else if (!known.equals(all) && !known.equals(refunded)) {
            found.add(difference(
                    DriftKind.AMOUNTS_DIFFER,
                    Role.SHOP,
                    "The shop refunded " + all + ", but we have " + known + ".",
                    known,
                    all));
        }
        if (erp != null && erp.credits() != null) {
            // What was given by hand besides is a matter of its own and not what the ERP should have credited.
            Settlement settlement = ours.settlement();
            Money otherwise = settlement == null
                    ? zero
                    : settlement
                            .exchanged()
                            .plus(Objects.requireNonNullElse(ours.money().giftCard(), zero));
            books((known.equals(all) ? all : refunded).plus(otherwise), erp.credits());
        }
    }

    /** Refunds of the order that name no return, made since this return began. */
    private Money besides(Snapshot shop) {
        if (!picture.isFirst() || shop.otherRefunds() == null) {
            return zero;
        }
        return sum(shop.otherRefunds().stream()
                .filter(one -> one.at() == null || one.at().isAfter(ours.createdAt()))
                .toList());
    }

    private void books(Money refunded, List<Snapshot.Amount> all) {
        List<Snapshot.Amount> credits =
                all.stream().filter(credit -> credit.amount().signum() != 0).toList();
        Money credited = sum(credits);
        if (credits.isEmpty()) {
            if (refunded.isPositive() && ours.has(Milestone.BOOKABLE)) {
                found.add(difference(
                        DriftKind.REFUND_ONLY_IN_SHOP,
                        Role.ERP,
                        "The shop refunded " + refunded + ", but the ERP has no credit.",
                        refunded,
                        zero));
            }
        } else if (refunded.isZero()) {
            found.add(difference(
                    DriftKind.CREDIT_ONLY_IN_ERP,
                    Role.ERP,
                    "The ERP credited " + credited + ", but the shop has refunded nothing.",
                    refunded,
                    credited));
        } else if (credits.size() > 1 && credited.compareTo(refunded) > 0) {
            found.add(difference(
                    DriftKind.DUPLICATE_CREDIT,
                    Role.ERP,
                    "The ERP has " + credits.size() + " credits over " + credited + " in all, the shop refunded "
                            + refunded + ".",
                    refunded,
                    credited));
        } else if (ours.has(Milestone.BOOKABLE)) {
            amounts(refunded, credits, credited);
        }
    }

    private void amounts(Money refunded, List<Snapshot.Amount> credits, Money credited) {
        if (!credited.equals(refunded)) {
            found.add(difference(
                    DriftKind.AMOUNTS_DIFFER,
                    Role.ERP,
                    "The shop refunded " + refunded + ", but the ERP credited " + credited + ".",
                    refunded,
                    credited));
            return;
        }
        if (credits.stream().allMatch(credit -> credit.paid() != null)) {
            Money paid = credits.stream()
                    .map(credit -> money(Objects.requireNonNull(credit.paid())))
                    .reduce(zero, Money::plus);
            if (!paid.equals(credited)) {
                found.add(difference(
                        DriftKind.AMOUNTS_DIFFER,
                        Role.ERP,
                        "The ERP credited " + credited + ", but booked " + paid + " as paid out.",
                        credited,
                        paid));
            }
        }
        if (credits.size() == 1) {
            tax(credits.get(0));
        }
    }

    private void tax(Snapshot.Amount credit) {
        Settlement settlement = ours.settlement();
        if (settlement == null || credit.tax() == null) {
            return;
        }
        Money expected = settlement.lines().stream().map(Settlement.Line::tax).reduce(zero, Money::plus);
        // Each side rounds piece by piece or line by line, so each piece may be a cent off.
        long tolerated =
                settlement.lines().stream().mapToLong(Settlement.Line::quantity).sum();
        Money theirs = money(credit.tax());
        if (Math.abs(theirs.minus(expected).minor()) > tolerated) {
            found.add(difference(
                    DriftKind.TAX_DIFFERS,
                    Role.ERP,
                    "The goods contain " + expected + " of tax in the shop, but " + theirs + " in the ERP.",
                    expected,
                    theirs));
        }
    }

    private static Difference difference(DriftKind kind, Role role, String sentence, Money ours, Money theirs) {
        return Difference.of(kind, role, sentence, ours.toString(), theirs.toString());
    }

    private Money sum(@Nullable List<Snapshot.Amount> amounts) {
        return amounts == null
                ? zero
                : amounts.stream().map(one -> money(one.amount())).reduce(zero, Money::plus);
    }

    private Money money(BigDecimal amount) {
        return Money.of(amount, zero.currency());
    }
}
