package checkout.web;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Where a page ended, in a form that nobody is tempted to build by hand. */
public final class PageCursor {
    private static final int BYTES = 16;

    /** Above every id there can be. */
    private static final UUID FROM_THE_NEWEST = UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private PageCursor() {}

    public static String after(UUID id) {
        byte[] bytes = ByteBuffer.allocate(BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The id below which a page begins. */
    public static UUID read(@Nullable String cursor) {
        if (cursor == null) {
            return FROM_THE_NEWEST;
        }
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

    private static ProblemException invalid() {
        return new ProblemException(
                HttpStatus.BAD_REQUEST,
                "invalid-cursor",
                "That is no cursor of ours",
                "'cursor' has to be the 'nextCursor' of the page before, unchanged, or left out.");
    }
}
