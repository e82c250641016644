package io.contraflow.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import io.contraflow.sandbox.Json;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The signed statements by which a program asks for a token, and the certificates that are registered for them. */
final class Assertions {

    /** @param clientId client id of the integration that may use the certificate */
    record Certificate(String kid, PublicKey key, String clientId) {}

    /** An assertion that is not accepted, with the OAuth error word. */
    static final class Invalid extends Exception {

        final String error;

        Invalid(String error, String reason) {
            super(reason, null, false, false);
            this.error = error;
        }
    }

    // RS256 is missing on purpose: the account does not take it.
    private static final Pattern ALGORITHMS = Pattern.compile("[PE]S(256|384|512)");
    private static final long LONGEST_SECONDS = 3600;

    private final Map<String, Certificate> certificates = new ConcurrentHashMap<>();

    /**
     * Registers a key.
     *
     * @param pem a public key or a certificate
     */
    void register(String kid, String pem, String clientId) throws GeneralSecurityException {
        certificates.put(kid, new Certificate(kid, publicKey(pem), clientId));
    }

    void verify(String assertion, String tokenUrl, Instant now) throws Invalid {
        String[] parts = assertion.split("\\.", -1);
        if (parts.length != 3) {
            throw new Invalid("invalid_request", "not a JWT");
        }
        JsonNode header = part(parts[0]);
        String algorithm = header.path("alg").asText();
        if (!ALGORITHMS.matcher(algorithm).matches()) {
            throw new Invalid("invalid_client", "alg " + algorithm);
        }
        Certificate certificate = certificates.get(header.path("kid").asText());
        if (certificate == null) {
            throw new Invalid("invalid_client", "unknown kid");
        }
        if (!signed(algorithm, certificate.key(), parts)) {
            throw new Invalid("invalid_client", "signature");
        }
        claims(part(parts[1]), certificate, tokenUrl, now);
    }

    private static void claims(JsonNode claims, Certificate certificate, String tokenUrl, Instant now) throws Invalid {
        if (!claims.path("iss").asText().equals(certificate.clientId())) {
            throw new Invalid("invalid_client", "iss");
        }
        if (!claims.path("aud").asText().equals(tokenUrl)) {
            throw new Invalid("invalid_grant", "aud, expected " + tokenUrl);
        }
        long issued = claims.path("iat").asLong();
        long expires = claims.path("exp").asLong();
        boolean current = expires > now.getEpochSecond() && issued <= now.getEpochSecond() + 60;
        if (!current || expires - issued > LONGEST_SECONDS) {
            throw new Invalid("invalid_grant", "iat or exp");
        }
        if (!claims.path("scope").toString().contains("rest_webservices")) {
            throw new Invalid("invalid_grant", "scope");
        }
    }

    private static boolean signed(String algorithm, PublicKey key, String[] parts) {
        try {
            Signature signature =
                    algorithm.startsWith("PS") ? pss(algorithm.substring(2)) : ecdsa(algorithm.substring(2));
            signature.initVerify(key);
            signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static Signature pss(String bits) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("RSASSA-PSS");
        String digest = "SHA-" + bits;
        signature.setParameter(new PSSParameterSpec(
                digest,
                "MGF1",
                new MGF1ParameterSpec(digest),
                Integer.parseInt(bits) / 8,
                PSSParameterSpec.TRAILER_FIELD_BC));
        return signature;
    }

    private static Signature ecdsa(String bits) throws GeneralSecurityException {
        return Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
    }

    private static JsonNode part(String part) throws Invalid {
        try {
            return Json.read(Base64.getUrlDecoder().decode(part));
        } catch (IllegalArgumentException | Json.NotJson e) {
            throw new Invalid("invalid_request", "not a JWT");
        }
    }

    private static PublicKey publicKey(String pem) throws GeneralSecurityException {
        if (pem.contains("BEGIN CERTIFICATE")) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .getPublicKey();
        }
        byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
        X509EncodedKeySpec spec = new X509EncodedKeySpec(der);
        try {
            return KeyFactory.getInstance("RSA").generatePublic(spec);
        } catch (GeneralSecurityException e) {
            return KeyFactory.getInstance("EC").generatePublic(spec);
        }
    }
}
