package checkout.lab.bench.http;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An answer; its bytes are the reader's and are gone with the next one. */
public final class HttpResponse {

    private static final int UUID_LENGTH = 36;

    private final int status;
    private final boolean last;
    private final byte[] bytes;
    private final int bodyFrom;
    private final int bodyTo;

    HttpResponse(int status, boolean last, byte[] bytes, int bodyFrom, int bodyTo) {
        this.status = status;
        this.last = last;
        this.bytes = bytes;
        this.bodyFrom = bodyFrom;
        this.bodyTo = bodyTo;
    }

    public int status() {
        return status;
    }

    /** Whether the server closes the connection after this answer. */
    public boolean isLast() {
        return last;
    }

    public String body() {
        return AsciiBytes.text(bytes, bodyFrom, bodyTo);
    }

    /** The id that stands behind a member's name in the JSON of the body, or null. */
    public @Nullable UUID id(byte[] quotedNameAndQuote) {
        int at = AsciiBytes.indexOf(bytes, bodyFrom, bodyTo, quotedNameAndQuote);
        if (at < 0 || at + quotedNameAndQuote.length + UUID_LENGTH > bodyTo) {
            return null;
        }
        return UuidBytes.read(bytes, at + quotedNameAndQuote.length);
    }
}
