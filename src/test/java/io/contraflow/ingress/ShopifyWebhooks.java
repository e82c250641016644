package io.contraflow.ingress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contraflow.story.Web;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends webhooks as the store does, signed with its secret. */
public final class ShopifyWebhooks {
    private final Web web;
    private final String secret;

    public ShopifyWebhooks(URI contraflow, String secret) {
        this.web = new Web(contraflow, "");
        this.secret = secret;
    }

    /** Posts a body with its true signature; {@code id} is what a repeated delivery has in common with the first. */
    public Web.Answer post(String topic, String id, byte[] body, String... headers) {
        String[] all = new String[headers.length + 6];
        System.arraycopy(headers, 0, all, 0, headers.length);
        String[] ours = {
            "X-Shopify-Topic", topic, "X-Shopify-Webhook-Id", id, "X-Shopify-Hmac-Sha256", signature(secret, body)
        };
        System.arraycopy(ours, 0, all, headers.length, ours.length);
        return web.send("POST", "/webhooks/shopify", body, all);
    }

    /** Base64 of HMAC-SHA256. */
    public static String signature(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code returns/request} says about the only return of an order of the shop's state. */
    public static ObjectNode request(JsonNode order) {
        JsonNode back = order.at("/returns/0");
        ObjectNode payload = reference(back.get("id").asText());
        payload.put("status", "requested");
        payload.set("order", reference(order.get("id").asText()));
        payload.put("name", back.get("name").asText());
        JsonNode line = back.at("/lines/0");
        payload.put("total_return_line_items", line.get("quantity").asInt());
        ObjectNode returned = reference(line.get("id").asText());
        payload.putArray("return_line_items").add(returned);
        ObjectNode fulfilled = reference("gid://shopify/FulfillmentLineItem/1");
        fulfilled.set("line_item", reference(order.at("/lines/0/id").asText()));
        returned.set("fulfillment_line_item", fulfilled);
        returned.put("quantity", line.get("quantity").asInt());
        returned.put("return_reason", "unwanted");
        returned.put("return_reason_note", "");
        returned.putNull("customer_note");
        payload.putArray("return_shipping_fees");
        payload.putArray("exchange_line_items");
        payload.put("total_exchange_line_items", 0);
        return payload;
    }

    private static ObjectNode reference(String gid) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", Long.parseLong(gid.substring(gid.lastIndexOf('/') + 1)));
        node.put("admin_graphql_api_id", gid);
        return node;
    }
}
