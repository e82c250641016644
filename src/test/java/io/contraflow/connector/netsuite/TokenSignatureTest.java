package io.contraflow.connector.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first vector is the example that Oracle publishes; the others were computed independently of this code. */
class TokenSignatureTest {
    private static final String HOST = "https://123456.suitetalk.api.netsuite.com/services/rest";
    private static final NetSuiteSettings ACCOUNT = new NetSuiteSettings(
            "123456",
            "oauth1",
            "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4",
            "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
            "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc",
            "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295",
            "",
            "",
            "");

    @ParameterizedTest
    @CsvSource({
        "GET, /record/v1/employee/40, B5OIWznZ2YP0OB7VrJrGkYsTh+8H+5T9Hag+o92q0zY=",
        "POST, /query/v1/suiteql?limit=10&offset=0, hxjABHU9/fx9suvhTNYoRa6DBLAY6w721nAek71w1GM=",
        "GET, /record/v1/returnAuthorization?q=externalId%20IS%20%22RMA-1001%22,"
                + " K//LGaahmYsFQ8B1PPBnzKM4/vhXLA/Vwj2Y6OWK8Ok="
    })
    void aCallIsSignedAsNetSuiteExpects(String method, String path, String signature) {
        Map<String, String> oauth = new TreeMap<>(Map.of(
                "oauth_consumer_key", ACCOUNT.consumerKey(),
                "oauth_nonce", "fjaLirsIcCGVZWzBX0pg",
                "oauth_signature_method", "HMAC-SHA256",
                "oauth_timestamp", "1508242306",
                "oauth_token", ACCOUNT.tokenId(),
                "oauth_version", "1.0"));

        assertThat(TokenSignature.signature(ACCOUNT, method, URI.create(HOST + path), oauth))
                .isEqualTo(signature);
    }
}
