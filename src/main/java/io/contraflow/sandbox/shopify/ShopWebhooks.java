package io.contraflow.sandbox.shopify;

import io.contraflow.sandbox.Webhooks;
import io.contraflow.sandbox.World;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Signs the shop's webhooks over their exact bytes and sends those that somebody subscribed to. */
final class ShopWebhooks {
    static final String DOMAIN = "demo.myshopify.com";
    static final String VERSION = "2026-10";

    private final World world;
    private final Webhooks webhooks;
    private final byte[] secret;
    private volatile @Nullable Set<String> topics;

    ShopWebhooks(World world, Webhooks webhooks, String secret) {
        this.world = world;
        this.webhooks = webhooks;
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    /** Sends only these topics from now on; null sends all. */
    void subscribe(@Nullable Set<String> wanted) {
        topics = wanted;
    }

    /** Call it after the lock is released; all messages of one action share an event id. */
    void send(Changes changes) {
        String event = UUID.randomUUID().toString();
        Set<String> wanted = topics;
        for (Changes.Message message : changes.messages()) {
            if (wanted == null || wanted.contains(message.topic())) {
                webhooks.send("shopify", message.topic(), headers(message, event), message.body());
            }
        }
    }

    private Map<String, String> headers(Changes.Message message, String event) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", "Shopify-Captain-Hook");
        headers.put("X-Shopify-Topic", message.topic());
        headers.put("X-Shopify-Hmac-Sha256", signature(message.body()));
        headers.put("X-Shopify-Shop-Domain", DOMAIN);
        headers.put("X-Shopify-API-Version", VERSION);
        headers.put("X-Shopify-Webhook-Id", UUID.randomUUID().toString());
        headers.put("X-Shopify-Event-Id", event);
        headers.put("X-Shopify-Triggered-At", world.now().toString());
        return headers;
    }

    private String signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has HmacSHA256", e);
        }
    }
}
