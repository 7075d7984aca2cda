package checkout.provider.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs a callback: HMAC-SHA256 over the time in seconds, a full stop and the body. */
final class CallbackSignature {
    static final String HEADER = "Provider-Signature";
    private static final String ALGORITHM = "HmacSHA256";

    private CallbackSignature() {}

    /** The value of the header: {@code t=1767225600,v1=<hex>}. */
    static String of(String secret, long epochSecond, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] signature = mac.doFinal((epochSecond + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=%d,v1=%s".formatted(epochSecond, HexFormat.of().formatHex(signature));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }
}
