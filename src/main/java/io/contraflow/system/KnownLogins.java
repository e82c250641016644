package io.contraflow.system;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Recognises a login that was right before. Programs send theirs with every call, and a slow hash each time would cost
 * more than all the rest of the call. What is remembered is a keyed hash whose key dies with the process.
 */
final class KnownLogins implements PasswordEncoder {
    private static final int MOST = 1_000;
    private static final String ALGORITHM = "HmacSHA256";
    private final PasswordEncoder slow;
    private final SecretKeySpec key;
    private final Map<String, Boolean> known = Collections.synchronizedMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    });

    KnownLogins(PasswordEncoder slow) {
        this.slow = slow;
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, ALGORITHM);
    }

    @Override
    public String encode(CharSequence password) {
        return slow.encode(password);
    }

    @Override
    public boolean matches(CharSequence password, String encoded) {
        String login = keyed(password + "\n" + encoded);
        if (known.containsKey(login)) {
            return true;
        }
        boolean right = slow.matches(password, encoded);
        if (right) {
            known.put(login, true);
        }
        return right;
    }

    @Override
    public boolean upgradeEncoding(String encoded) {
        return slow.upgradeEncoding(encoded);
    }

    private String keyed(String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
