package checkout.lab.bench.request;

import checkout.lab.http.AsciiBytes;
import checkout.lab.http.UuidBytes;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** Assembles the bytes of {@code POST /v1/checkouts} from prepared pieces; one instance for each connection. */
public final class CheckoutRequestBytes {

    private static final int MAX_BYTES = 2048;
    private static final byte[] CUSTOMER = AsciiBytes.bytes("{\"customerId\":\"");
    private static final byte[] LINES = AsciiBytes.bytes("\",\"lines\":");
    private static final byte[] PAYMENT = AsciiBytes.bytes(",\"payment\":");
    private static final byte[] END = AsciiBytes.bytes("}");
    private static final byte[] LENGTH = AsciiBytes.bytes("\r\nContent-Length: ");
    private static final byte[] BODY = AsciiBytes.bytes("\r\n\r\n");

    private final ByteBuffer request = ByteBuffer.allocateDirect(MAX_BYTES);
    private final byte[] key = new byte[32];
    private final byte[] head;

    public CheckoutRequestBytes(String host, String storefrontKey) {
        this.head = AsciiBytes.bytes("""
                POST /v1/checkouts HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Idempotency-Key:\s""".formatted(host, storefrontKey));
    }

    /** Returns the request with a new idempotency key; valid until the next call. */
    public ByteBuffer of(byte[] customer, byte[] lines, byte[] payment) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        UuidBytes.writeHex(random.nextLong(), key, 0);
        UuidBytes.writeHex(random.nextLong(), key, 16);
        int length = CUSTOMER.length
                + customer.length
                + LINES.length
                + lines.length
                + PAYMENT.length
                + payment.length
                + END.length;
        return request.clear()
                .put(head)
                .put(key)
                .put(LENGTH)
                .put(AsciiBytes.bytes(Integer.toString(length)))
                .put(BODY)
                .put(CUSTOMER)
                .put(customer)
                .put(LINES)
                .put(lines)
                .put(PAYMENT)
                .put(payment)
                .put(END)
                .flip();
    }
}
