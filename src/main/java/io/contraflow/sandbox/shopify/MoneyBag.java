package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.Catalogue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** An amount in the shop's and in the customer's currency, which are the same here. */
record MoneyBag(MoneyV2 shopMoney, MoneyV2 presentmentMoney) {
    record MoneyV2(BigDecimal amount, String currencyCode) {}

    static MoneyBag of(BigDecimal amount) {
        MoneyV2 money = money(amount);
        return new MoneyBag(money, money);
    }

    static MoneyV2 money(BigDecimal amount) {
        return new MoneyV2(amount, Catalogue.CURRENCY);
    }

    /** The form of webhooks: snake case and two decimals. */
    static Map<String, Object> rest(BigDecimal amount) {
        Map<String, Object> money = Map.of("amount", plain(amount), "currency_code", Catalogue.CURRENCY);
        return Map.of("shop_money", money, "presentment_money", money);
    }

    static String plain(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /** The tax inside a gross amount. */
    static BigDecimal taxIn(BigDecimal gross) {
        BigDecimal net = gross.divide(BigDecimal.ONE.add(Catalogue.VAT_RATE), 2, RoundingMode.HALF_UP);
        return gross.subtract(net);
    }
}
