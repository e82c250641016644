package io.contraflow.sandbox.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import io.contraflow.sandbox.Sandbox;
import io.contraflow.sandbox.SandboxOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NetSuiteSignInTest {

    private static final String PATH = "/services/rest/record/v1/salesOrder?limit=10&offset=0";
    private static final String TOKEN = "/services/rest/auth/oauth2/v1/token";

    private static Sandbox sandbox;
    private static NetSuiteCaller netSuite;
    private static KeyPair rsa;
    private static KeyPair ec;

    @BeforeAll
    static void start() throws GeneralSecurityException {
        sandbox = Sandbox.start(new SandboxOptions(0, URI.create("http://127.0.0.1:1"), "sandbox-secret", 60, 0));
        netSuite = new NetSuiteCaller(sandbox.uri());
        KeyPairGenerator rsaKeys = KeyPairGenerator.getInstance("RSA");
        rsaKeys.initialize(2048);
        rsa = rsaKeys.generateKeyPair();
        KeyPairGenerator ecKeys = KeyPairGenerator.getInstance("EC");
        ecKeys.initialize(new ECGenParameterSpec("secp256r1"));
        ec = ecKeys.generateKeyPair();
        register("rsa-1", rsa);
        register("ec-1", ec);
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @Test
    void letsASignedCallIn() {
        assertThat(netSuite.call("GET", PATH, "").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesAWrongSignature() {
        String header = netSuite.authorization("POST", PATH, NetSuiteCaller.nonce(), Instant.now());
        HttpResponse<String> answer = netSuite.send("GET", PATH, "", header);
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(NetSuiteCaller.json(answer)
                        .path("o:errorDetails")
                        .path(0)
                        .path("o:errorCode")
                        .asText())
                .isEqualTo("INVALID_LOGIN");
    }

    @Test
    void refusesANonceThatWasUsedBefore() {
        String header = netSuite.authorization("GET", PATH, NetSuiteCaller.nonce(), Instant.now());
        assertThat(netSuite.send("GET", PATH, "", header).statusCode()).isEqualTo(200);
        assertThat(netSuite.send("GET", PATH, "", header).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesATimestampSixMinutesOff() {
        Instant late = Instant.now().minus(Duration.ofMinutes(6));
        String header = netSuite.authorization("GET", PATH, NetSuiteCaller.nonce(), late);
        assertThat(netSuite.send("GET", PATH, "", header).statusCode()).isEqualTo(401);
    }

    @Test
    void refusesAnotherRealm() {
        String header = netSuite.authorization("GET", PATH, NetSuiteCaller.nonce(), Instant.now())
                .replace("1234567_SB1", "1234567");
        assertThat(netSuite.send("GET", PATH, "", header).statusCode()).isEqualTo(401);
    }

    @Test
    void grantsATokenForAPs256Assertion() throws GeneralSecurityException {
        HttpResponse<String> granted = token(assertion("PS256", "rsa-1", aud(), 300));
        assertThat(granted.statusCode()).isEqualTo(200);
        assertThat(NetSuiteCaller.json(granted).path("expires_in").asInt()).isEqualTo(3600);
        String bearer =
                "Bearer " + NetSuiteCaller.json(granted).path("access_token").asText();
        assertThat(netSuite.send("GET", PATH, "", bearer).statusCode()).isEqualTo(200);
    }

    @Test
    void grantsATokenForAnEs256Assertion() throws GeneralSecurityException {
        assertThat(token(assertion("ES256", "ec-1", aud(), 300)).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesRs256() throws GeneralSecurityException {
        HttpResponse<String> answer = token(assertion("RS256", "rsa-1", aud(), 300));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(NetSuiteCaller.json(answer).path("error").asText()).isEqualTo("invalid_client");
    }

    @Test
    void refusesAnUnknownKeyAnotherAudienceAndALongLife() throws GeneralSecurityException {
        assertThat(List.of(
                        assertion("PS256", "rsa-2", aud(), 300),
                        assertion("PS256", "rsa-1", aud() + "/other", 300),
                        assertion("PS256", "rsa-1", aud(), 3700),
                        assertion("PS256", "rsa-1", aud(), -10),
                        assertion("PS256", "ec-1", aud(), 300)))
                .allSatisfy(
                        assertion -> assertThat(token(assertion).statusCode()).isEqualTo(400));
    }

    @Test
    void refusesAnUnknownBearer() {
        assertThat(netSuite.send("GET", PATH, "", "Bearer nobody").statusCode()).isEqualTo(401);
    }

    private static void register(String kid, KeyPair keys) {
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
        HttpResponse<String> answer = netSuite.control(
                "PUT",
                "/sandbox/netsuite/certificate",
                NetSuiteCaller.text(Map.of("kid", kid, "publicKeyPem", pem, "clientId", "client-1")));
        assertThat(answer.statusCode()).isEqualTo(204);
    }

    private static HttpResponse<String> token(String assertion) {
        String type =
                URLEncoder.encode("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", StandardCharsets.UTF_8);
        return netSuite.control(
                "POST",
                "/netsuite" + TOKEN,
                "grant_type=client_credentials&client_assertion_type=" + type + "&client_assertion=" + assertion);
    }

    private static String aud() {
        return sandbox.uri() + "/netsuite" + TOKEN;
    }

    private static String assertion(String algorithm, String kid, String audience, long life)
            throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String signed = part(Map.of("typ", "JWT", "alg", algorithm, "kid", kid)) + "."
                + part(Map.of(
                        "iss",
                        "client-1",
                        "scope",
                        List.of("restlets", "rest_webservices"),
                        "aud",
                        audience,
                        "iat",
                        now,
                        "exp",
                        now + life));
        Signature signature = signature(algorithm);
        signature.initSign(algorithm.startsWith("ES") ? ec.getPrivate() : rsa.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    }

    private static Signature signature(String algorithm) throws GeneralSecurityException {
        return switch (algorithm) {
            case "ES256" -> Signature.getInstance("SHA256withECDSAinP1363Format");
            case "RS256" -> Signature.getInstance("SHA256withRSA");
            default -> {
                Signature pss = Signature.getInstance("RSASSA-PSS");
                pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
                yield pss;
            }
        };
    }

    private static String part(Map<String, Object> json) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(NetSuiteCaller.text(json).getBytes(StandardCharsets.UTF_8));
    }
}
