package io.contraflow.connector.happyreturns;

import io.contraflow.connector.TypeSettings;
import org.apache.camel.Exchange;
import org.springframework.stereotype.Component;

/** Puts the key on calls to Happy Returns. */
@Component("happyReturnsSignIn")
class HappyReturnsSignIn {
    private final TypeSettings settings;

    HappyReturnsSignIn(TypeSettings settings) {
        this.settings = settings;
    }

    /** Puts the key on the call. */
    public void sign(String connector, Exchange exchange) {
        HappyReturnsSettings of = settings.of(connector, HappyReturnsSettings.class);
        exchange.getMessage().setHeader(of.apiKeyHeader(), of.apiKey());
    }
}
