package io.contraflow.connector.netsuite;

import io.contraflow.connector.TypeSettings;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Signs a call to NetSuite that a benchmark makes once more, for the account takes no signature twice. */
public final class SignedAnew {
    private final NetSuiteSettings account;

    public SignedAnew(ApplicationContext contraflow) {
        account = contraflow.getBean(TypeSettings.class).of("netsuite", NetSuiteSettings.class);
    }

    /** Value of the {@code Authorization} header. */
    public String authorization(String method, URI url) {
        return TokenSignature.header(
                account,
                method,
                url,
                UUID.randomUUID().toString().replace("-", ""),
                Instant.now().getEpochSecond());
    }
}
