package io.contraflow.connector.gorgias;

import io.contraflow.connector.TypeSettings;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Signs in to Gorgias as a private app: HTTP Basic with mail address and key. */
@Component("gorgiasSignIn")
class GorgiasSignIn {
    private final TypeSettings settings;

    GorgiasSignIn(TypeSettings settings) {
        this.settings = settings;
    }

    /** Puts mail address and key on the call. */
    public void sign(String connector, Exchange exchange) {
        GorgiasSettings of = settings.of(connector, GorgiasSettings.class);
        String pair = of.email() + ":" + of.apiKey();
        exchange.getMessage()
                .setHeader(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
}
