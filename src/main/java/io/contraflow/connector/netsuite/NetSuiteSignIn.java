package io.contraflow.connector.netsuite;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.contraflow.connector.Connectors;
import io.contraflow.connector.Tokens;
import io.contraflow.connector.TypeSettings;
import io.contraflow.journal.DeliveryFailed;
import io.contraflow.journal.DeliveryFailed.Kind;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.stereotype.Component;

/**
 * Signs in to NetSuite: OAuth 2.0 client credentials with a signed assertion (ES256 or PS256, never RS256), or OAuth
 * 1.0a for accounts that still use it. Routes call it as {@code netSuiteSignIn}.
 */
@Component("netSuiteSignIn")
class NetSuiteSignIn {
    private static final String TOKEN_PATH = "/services/rest/auth/oauth2/v1/token";
    private static final int ASSERTION_SECONDS = 300;
    private final Connectors connectors;
    private final TypeSettings settings;
    private final Tokens tokens;
    private final Clock clock;

    NetSuiteSignIn(Connectors connectors, TypeSettings settings, Tokens tokens, Clock clock) {
        this.connectors = connectors;
        this.settings = settings;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** Puts the authorization on the call. */
    public void sign(String connector, Exchange exchange) {
        NetSuiteSettings of = settings.of(connector, NetSuiteSettings.class);
        Message call = exchange.getMessage();
        call.setHeader(
                "Authorization",
                "oauth1".equals(of.auth())
                        ? TokenSignature.header(
                                of,
                                call.getHeader(Exchange.HTTP_METHOD, String.class),
                                url(connector, call),
                                UUID.randomUUID().toString().replace("-", ""),
                                clock.instant().getEpochSecond())
                        : "Bearer " + tokens.token(connector, () -> request(connector, of)));
    }

    private URI url(String connector, Message call) {
        String query = call.getHeader(Exchange.HTTP_QUERY, String.class);
        return URI.create(base(connector)
                + call.getHeader(Exchange.HTTP_PATH, String.class)
                + (query == null ? "" : "?" + query));
    }

    private URI base(String connector) {
        URI base = connectors.connector(connector).baseUrl();
        if (base == null) {
            throw new IllegalStateException("connector " + connector + " has no base-url");
        }
        return base;
    }

    private Tokens.Request request(String connector, NetSuiteSettings of) {
        return new Tokens.Request(
                TOKEN_PATH,
                Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion(of, base(connector) + TOKEN_PATH, clock.instant())));
    }

    /** Reads a PKCS#8 key ("BEGIN PRIVATE KEY"), elliptic or RSA. */
    private static PrivateKey privateKey(String pem) throws GeneralSecurityException {
        String base64 = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
        PKCS8EncodedKeySpec key = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64));
        try {
            return KeyFactory.getInstance("EC").generatePrivate(key);
        } catch (InvalidKeySpecException notElliptic) {
            return KeyFactory.getInstance("RSA").generatePrivate(key);
        }
    }

    private static String assertion(NetSuiteSettings of, String audience, Instant now) {
        try {
            PrivateKey key = privateKey(of.privateKey());
            boolean elliptic = "EC".equals(key.getAlgorithm());
            JWSSigner signer = elliptic ? new ECDSASigner(key, Curve.P_256) : new RSASSASigner(key);
            JWSHeader header = new JWSHeader.Builder(elliptic ? JWSAlgorithm.ES256 : JWSAlgorithm.PS256)
                    .keyID(of.certificateId())
                    .type(com.nimbusds.jose.JOSEObjectType.JWT)
                    .build();
            JWTClaimsSet claims = new JWTClaimsSet.Builder()
                    .issuer(of.clientId())
                    .audience(audience)
                    .claim("scope", List.of("restlets", "rest_webservices"))
                    .issueTime(Date.from(now))
                    .expirationTime(Date.from(now.plusSeconds(ASSERTION_SECONDS)))
                    .jwtID(UUID.randomUUID().toString())
                    .build();
            SignedJWT assertion = new SignedJWT(header, claims);
            assertion.sign(signer);
            return assertion.serialize();
        } catch (JOSEException | GeneralSecurityException | IllegalArgumentException e) {
            throw new DeliveryFailed(Kind.MISCONFIGURED, "the private key of NetSuite cannot be used", e);
        }
    }
}
