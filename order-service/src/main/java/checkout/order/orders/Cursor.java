package checkout.order.orders;

import checkout.web.Problem;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/** Where a page ended, in a form that nobody is tempted to build by hand. */
final class Cursor {
    private static final int BYTES = 16;

    private Cursor() {}

    static String after(UUID id) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static UUID read(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(cursor);
            if (bytes.length == BYTES) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                return new UUID(buffer.getLong(), buffer.getLong());
            }
        } catch (IllegalArgumentException noBase64) {
            throw invalid();
        }
        throw invalid();
    }

    private static Problem invalid() {
        return new Problem(
                HttpStatus.BAD_REQUEST,
                "invalid-cursor",
                "That is no cursor of ours",
                "Take 'cursor' from the Link header of the page before, unchanged, or leave it out.");
    }
}
