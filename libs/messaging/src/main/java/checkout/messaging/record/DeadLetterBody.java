package checkout.messaging.record;

import checkout.messaging.PayloadText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The body of a dead letter: the value of the record it is about, or only its beginning if the letter would not fit into a
 * record otherwise. A cut body comes with the length and the SHA-256 of the whole value, which is still in its topic.
 *
 * @param text the body, as base64 if it is not text
 */
record DeadLetterBody(String text, Map<String, String> headers) {
    /** With its headers, and as base64 in the outbox, it is below the million bytes that fit everywhere. */
    static final int MAX_BYTES = 600_000;
    /** Enough for an operator to recognize the record. */
    static final int CUT_BYTES = 16_000;

    static final String LENGTH = "dlt-body-length";
    static final String SHA_256 = "dlt-body-sha256";
    private static final String ENCODING = "payload-encoding";

    static DeadLetterBody of(byte @Nullable [] value) {
        if (value == null || value.length <= MAX_BYTES) {
            return body(value, Map.of());
        }
        return body(
                Arrays.copyOf(value, endOfCharacter(value)),
                Map.of(LENGTH, Integer.toString(value.length), SHA_256, sha256(value)));
    }

    /** A letter without a body that says which record it is about. */
    static DeadLetterBody without(byte @Nullable [] value) {
        return value == null || value.length == 0
                ? body(null, Map.of())
                : body(null, Map.of(LENGTH, Integer.toString(value.length), SHA_256, sha256(value)));
    }

    private static DeadLetterBody body(byte @Nullable [] value, Map<String, String> cut) {
        String text = PayloadText.of(value);
        if (text != null) {
            return new DeadLetterBody(text, cut);
        }
        Map<String, String> headers = new HashMap<>(cut);
        headers.put(ENCODING, "base64");
        return new DeadLetterBody(Base64.getEncoder().encodeToString(value), headers);
    }

    /** Where to cut, without cutting a character of UTF-8 in two. */
    private static int endOfCharacter(byte[] value) {
        int end = CUT_BYTES;
        while (end > CUT_BYTES - 4 && (value[end] & 0xC0) == 0x80) {
            end--;
        }
        return end;
    }

    private static String sha256(byte[] value) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
