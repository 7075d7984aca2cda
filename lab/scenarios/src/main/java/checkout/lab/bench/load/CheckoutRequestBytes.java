package checkout.lab.bench.load;

import checkout.lab.bench.http.AsciiBytes;
import checkout.lab.bench.http.UuidBytes;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/** Puts the bytes of {@code POST /v1/checkouts} together from pieces made beforehand; one for each connection. */
final class CheckoutRequestBytes {

    private static final int MOST_BYTES = 2048;
    private static final byte[] CUSTOMER = AsciiBytes.bytes("{\"customerId\":\"");
    private static final byte[] LINES = AsciiBytes.bytes("\",\"lines\":");
    private static final byte[] PAYMENT = AsciiBytes.bytes(",\"payment\":");
    private static final byte[] END = AsciiBytes.bytes("}");
    private static final byte[] LENGTH = AsciiBytes.bytes("\r\nContent-Length: ");
    private static final byte[] BODY = AsciiBytes.bytes("\r\n\r\n");

    private final ByteBuffer request = ByteBuffer.allocateDirect(MOST_BYTES);
    private final byte[] key = new byte[32];
    private final byte[] head;

    CheckoutRequestBytes(String host, String storefrontKey) {
        this.head = AsciiBytes.bytes("""
                POST /v1/checkouts HTTP/1.1\r
                Host: %s\r
                Authorization: Bearer %s\r
                Content-Type: application/json\r
                Idempotency-Key:\s""".formatted(host, storefrontKey));
    }

    /** The request, under a key of its own; valid until the next one is asked for. */
    ByteBuffer of(byte[] customer, byte[] lines, byte[] payment) {
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
