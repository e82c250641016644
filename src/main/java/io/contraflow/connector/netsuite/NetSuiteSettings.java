package io.contraflow.connector.netsuite;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach one NetSuite account.
 *
 * @param account account id as OAuth 1.0a wants it, such as {@code 1234567_SB1}
 * @param auth {@code oauth1} (token-based authentication) or {@code oauth2} (client credentials with a signed assertion)
 * @param clientId client id of the integration record (oauth2)
 * @param certificateId id of the uploaded certificate (oauth2)
 * @param privateKey PEM of the private key, EC P-256 or RSA (oauth2)
 */
record NetSuiteSettings(
        @DefaultValue("") String account,
        @DefaultValue("oauth2") String auth,
        @DefaultValue("") String consumerKey,
        @DefaultValue("") String consumerSecret,
        @DefaultValue("") String tokenId,
        @DefaultValue("") String tokenSecret,
        @DefaultValue("") String clientId,
        @DefaultValue("") String certificateId,
        @DefaultValue("") String privateKey) {
    @Override
    public String toString() {
        return "NetSuiteSettings[" + account + ", " + auth + "]";
    }
}
