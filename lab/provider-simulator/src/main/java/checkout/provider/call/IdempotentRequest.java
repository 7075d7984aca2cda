package checkout.provider.call;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The idempotency key of a call and a fingerprint of its body; a repeated key must have the same body. */
public record IdempotentRequest(String key, String fingerprint) {
    private static final int FINGERPRINT_BYTES = 16;

    public static IdempotentRequest of(String key, Object... body) {
        StringBuilder text = new StringBuilder();
        for (Object part : body) {
            text.append(part).append('\n');
        }
        return new IdempotentRequest(key, sha256(text.toString()));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, FINGERPRINT_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
