package checkout.order.storefront.key;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A key that was just generated, which is the only time it is known. It begins with a prefix by which people and scanners
 * for leaked secrets recognize it; the prefix is no part of the secret.
 */
public final class NewKey {
    private static final String KIND = "csk_";
    private static final int PREFIX_BYTES = 4;
    private static final int SECRET_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String prefix;
    private final String text;

    private NewKey(String prefix, String secret) {
        this.prefix = prefix;
        this.text = prefix + "_" + secret;
    }

    public static NewKey generate() {
        return new NewKey(
                KIND + HexFormat.of().formatHex(random(PREFIX_BYTES)),
                Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES)));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    public String prefix() {
        return prefix;
    }

    /** The key itself, to be shown to its owner and to be written nowhere. */
    public String reveal() {
        return text;
    }

    KeyHash hash() {
        return KeyHash.of(text);
    }

    @Override
    public String toString() {
        return prefix + "_...";
    }
}
