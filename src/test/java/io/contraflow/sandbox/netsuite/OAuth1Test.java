package io.contraflow.sandbox.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OAuth1Test {

    private static final String HOST = "https://123456.suitetalk.api.netsuite.com";

    @Test
    void signsThePublishedExample() {
        assertThat(signature("GET", "/services/rest/record/v1/employee/40", Map.of()))
                .isEqualTo("B5OIWznZ2YP0OB7VrJrGkYsTh+8H+5T9Hag+o92q0zY=");
    }

    @Test
    void signsQueryParametersInOrder() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        query.put("limit", List.of("10"));
        query.put("offset", List.of("0"));
        assertThat(signature("POST", "/services/rest/query/v1/suiteql", query))
                .isEqualTo("hxjABHU9/fx9suvhTNYoRa6DBLAY6w721nAek71w1GM=");
    }

    @Test
    void encodesBlanksAndQuotesOfAFilter() {
        assertThat(signature(
                        "GET",
                        "/services/rest/record/v1/returnAuthorization",
                        Map.of("q", List.of("externalId IS \"RMA-1001\""))))
                .isEqualTo("K//LGaahmYsFQ8B1PPBnzKM4/vhXLA/Vwj2Y6OWK8Ok=");
    }

    @Test
    void readsParametersFromAHeaderWithoutTakingAPlusForABlank() {
        assertThat(OAuth1.parameters("OAuth realm=\"1_SB1\", oauth_signature=\"a%2Bb%3D\",oauth_nonce=\"x+y\""))
                .containsEntry("realm", "1_SB1")
                .containsEntry("oauth_signature", "a+b=")
                .containsEntry("oauth_nonce", "x+y");
    }

    private static String signature(String method, String path, Map<String, List<String>> query) {
        Map<String, String> oauth = new LinkedHashMap<>();
        oauth.put("realm", "123456");
        oauth.put("oauth_consumer_key", "ef40afdd8abaac111b13825dd5e5e2ddddb44f86d5a0dd6dcf38c20aae6b67e4");
        oauth.put("oauth_token", "2b0ce516420110bcbd36b69e99196d1b7f6de3c6234c5afb799b73d87569f5cc");
        oauth.put("oauth_nonce", "fjaLirsIcCGVZWzBX0pg");
        oauth.put("oauth_timestamp", "1508242306");
        oauth.put("oauth_signature_method", "HMAC-SHA256");
        oauth.put("oauth_version", "1.0");
        return OAuth1.signature(
                method,
                HOST + path,
                query,
                oauth,
                "d26ad321a4b2f23b0741c8d38392ce01c3e23e109df6c96eac6d099e9ab9e8b5",
                "c29a677df7d5439a458c063654187e3d678d73aca8e3c9d8bea1478a3eb0d295");
    }
}
