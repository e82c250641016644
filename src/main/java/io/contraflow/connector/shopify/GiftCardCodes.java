package io.contraflow.connector.shopify;

import io.contraflow.connector.Signed;
import io.contraflow.connector.TypeSettings;
import io.contraflow.journal.Entry;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Codes of gift cards. {@code giftCardCreate} takes no idempotency key, but no code twice; so a return always has the same
 * one, which nobody can guess who does not know the app's secret. Routes call it as {@code giftCardCodes}.
 */
@Component("giftCardCodes")
class GiftCardCodes {
    /** Shopify takes 8 to 20 letters and digits; these are 80 bits. */
    private static final int LENGTH = 20;

    private final TypeSettings settings;

    GiftCardCodes(TypeSettings settings) {
        this.settings = settings;
    }

    /** The code for the return of the delivery at work, in digits and capital letters. */
    public String code(String connector, Entry delivery) {
        UUID returnId = Objects.requireNonNull(delivery.returnId(), "a gift card belongs to a return");
        ShopifySettings store = settings.of(connector, ShopifySettings.class);
        String secret = store.clientSecret().isEmpty() ? store.accessToken() : store.clientSecret();
        byte[] signature = Signed.sha256(secret, ("gift-card " + returnId).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().withUpperCase().formatHex(signature).substring(0, LENGTH);
    }
}
