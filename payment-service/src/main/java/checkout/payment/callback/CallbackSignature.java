package checkout.payment.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks the signature of a callback: {@code t=<seconds>,v1=<hex>}, an HMAC-SHA256 over the time in seconds, a full stop and
 * the body. The time is signed, so an old callback cannot be sent again with a new one.
 */
final class CallbackSignature {
    static final String HEADER = "Provider-Signature";
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORMAT = Pattern.compile("t=(\\d{1,12}),v1=([0-9a-f]{64})");

    private final byte[] secret;
    private final Duration tolerance;

    CallbackSignature(String secret, Duration tolerance) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.tolerance = tolerance;
    }

    boolean isValid(@Nullable String header, byte[] body, Instant now) {
        Matcher parts = FORMAT.matcher(header == null ? "" : header);
        if (!parts.matches()) {
            return false;
        }
        byte[] given = HexFormat.of().parseHex(parts.group(2));
        // in constant time, so that nobody can guess a signature byte by byte
        boolean signed = MessageDigest.isEqual(given, hmac(parts.group(1), body));
        Instant time = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
        return signed && Duration.between(time, now).abs().compareTo(tolerance) <= 0;
    }

    private byte[] hmac(String time, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            mac.update((time + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
