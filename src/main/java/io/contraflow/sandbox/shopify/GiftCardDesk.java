package io.contraflow.sandbox.shopify;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Gives out gift cards. Not idempotent, but no two cards have the same code. */
final class GiftCardDesk {
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]*");
    private static final int SHORTEST = 8;
    private static final int LONGEST = 20;
    private static final List<String> CODE_FIELD = List.of("input", "code");

    private final Store store;

    GiftCardDesk(Store store) {
        this.store = store;
    }

    GiftCard create(Input input, Changes changes) {
        BigDecimal value = input.object("initialAmount")
                .map(amount -> amount.decimal("amount"))
                .or(() -> input.optionalDecimal("initialValue"))
                .orElseThrow(() -> Refused.at(
                        List.of("input", "initialValue"), "Initial value can't be blank", "MISSING_ARGUMENT"));
        if (value.signum() <= 0) {
            throw Refused.at(List.of("input", "initialValue"), "Initial value must be greater than 0", "GREATER_THAN");
        }
        long number = store.nextId();
        String code = input.optionalText("code").orElse("gift" + number).toLowerCase(Locale.ROOT);
        if (!CODE.matcher(code).matches()) {
            throw Refused.at(CODE_FIELD, "Code can only contain letters and numbers", "INVALID");
        } else if (code.length() < SHORTEST) {
            throw Refused.at(CODE_FIELD, "Code is too short (minimum is 8 characters)", "TOO_SHORT");
        } else if (code.length() > LONGEST) {
            throw Refused.at(CODE_FIELD, "Code is too long (maximum is 20 characters)", "TOO_LONG");
        } else if (store.giftCards().stream().anyMatch(card -> card.code().equals(code))) {
            throw Refused.at(CODE_FIELD, "Code has already been taken", "TAKEN");
        }
        String customer = input.optionalText("customerId").orElse(null);
        if (customer != null
                && store.orders().stream()
                        .noneMatch(order -> order.customer().id().equals(customer))) {
            throw Refused.at(List.of("input", "customerId"), "The customer could not be found.", "CUSTOMER_NOT_FOUND");
        }
        GiftCard card = new GiftCard(
                number, value, code, customer, input.optionalText("note").orElse(null));
        store.keep(card);
        return card;
    }
}
