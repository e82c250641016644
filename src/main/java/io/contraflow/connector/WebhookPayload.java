package io.contraflow.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import org.apache.commons.codec.digest.DigestUtils;
import org.springframework.stereotype.Component;

/** Reads as much of a webhook as is needed to keep it. */
@Component
public class WebhookPayload {
    private final ObjectReader whole;

    WebhookPayload(ObjectMapper json) {
        this.whole = json.reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /**
     * The payload as a JSON object.
     *
     * @throws PayloadRejected if it is something else
     */
    public JsonNode object(byte[] body) {
        try {
            JsonNode node = whole.readTree(body);
            if (node == null || !node.isObject()) {
                throw new PayloadRejected("the body must be a JSON object");
            }
            return node;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr();
            throw new PayloadRejected("the body is not JSON" + where);
        } catch (IOException e) {
            throw new PayloadRejected("the body cannot be read");
        }
    }

    /** A key for events that bring none: the hash of their bytes. */
    public static String hash(byte[] body) {
        return DigestUtils.sha256Hex(body);
    }
}
