package checkout.order.storefront.key;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The SHA-256 of a key. A key is 256 random bits, which nobody can guess, so a slow hash such as bcrypt would protect
 * nothing; without a salt, a key is found by its hash.
 */
public record KeyHash(String hex) {
    public static KeyHash of(String key) {
        return of(digest(key));
    }

    static KeyHash of(byte[] digest) {
        return new KeyHash(HexFormat.of().formatHex(digest));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The SHA-256 of a text. */
    public static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
