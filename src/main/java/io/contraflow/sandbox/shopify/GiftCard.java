package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.shopify.MoneyBag.MoneyV2;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A gift card; only its last characters are shown once it is made. */
record GiftCard(
        long number,
        BigDecimal value,
        String code,
        @Nullable String customer,
        @Nullable String note) {
    private static final int SHOWN = 4;

    public String id() {
        return Gid.of("GiftCard", number);
    }

    public MoneyV2 initialValue() {
        return MoneyBag.money(value);
    }

    /** Nobody has bought anything with it yet. */
    public MoneyV2 balance() {
        return initialValue();
    }

    public String lastCharacters() {
        return code.substring(code.length() - SHOWN);
    }

    public String maskedCode() {
        return "•••• •••• •••• " + lastCharacters();
    }

    public boolean enabled() {
        return true;
    }
}
