package checkout.order.request;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Digests requests, so that equal requests are recognized whatever their white space and the order of their members. */
@Component
public class RequestFingerprints {
    private final JsonMapper json;

    RequestFingerprints(JsonMapper json) {
        this.json = json;
    }

    public String of(Record request) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(json.writeValueAsBytes(request)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }
}
