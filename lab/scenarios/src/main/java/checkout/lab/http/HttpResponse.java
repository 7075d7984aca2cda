package checkout.lab.http;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A response. Its bytes belong to the reader and are overwritten by the next response. */
public final class HttpResponse {

    private static final int UUID_LENGTH = 36;
    private static final byte[] CHECKOUT_ID = AsciiBytes.bytes("\"checkoutId\":\"");
    private static final byte[] RETURN_ID = AsciiBytes.bytes("\"returnId\":\"");

    private final int status;
    private final boolean closesConnection;
    private final byte[] bytes;
    private final int bodyFrom;
    private final int bodyTo;

    HttpResponse(int status, boolean closesConnection, byte[] bytes, int bodyFrom, int bodyTo) {
        this.status = status;
        this.closesConnection = closesConnection;
        this.bytes = bytes;
        this.bodyFrom = bodyFrom;
        this.bodyTo = bodyTo;
    }

    public int status() {
        return status;
    }

    /** Whether the server closes the connection after this response. */
    boolean closesConnection() {
        return closesConnection;
    }

    public String body() {
        return AsciiBytes.text(bytes, bodyFrom, bodyTo);
    }

    /** Returns the {@code checkoutId} of an accepted checkout, or null if the response is anything else. */
    public @Nullable UUID acceptedCheckout() {
        return accepted(CHECKOUT_ID);
    }

    /** Returns the {@code returnId} of an accepted return, or null if the response is anything else. */
    public @Nullable UUID acceptedReturn() {
        return accepted(RETURN_ID);
    }

    private @Nullable UUID accepted(byte[] field) {
        int at = status == 202 ? AsciiBytes.indexOf(bytes, bodyFrom, bodyTo, field) : -1;
        if (at < 0 || at + field.length + UUID_LENGTH > bodyTo) {
            return null;
        }
        return UuidBytes.read(bytes, at + field.length);
    }
}
