package checkout.lab.bench.http;

import java.util.UUID;

/** Ids as bytes, read and written without a string between. */
public final class UuidBytes {

    private static final byte[] DIGITS = AsciiBytes.bytes("0123456789abcdef");

    private UuidBytes() {}

    /** Reads the 36 characters at this place. */
    public static UUID read(byte[] bytes, int from) {
        long high = hex(bytes, from, 8);
        high = high << 16 | hex(bytes, from + 9, 4);
        high = high << 16 | hex(bytes, from + 14, 4);
        long low = hex(bytes, from + 19, 4);
        low = low << 48 | hex(bytes, from + 24, 12);
        return new UUID(high, low);
    }

    /** Writes sixteen hexadecimal digits. */
    public static void writeHex(long value, byte[] into, int at) {
        long rest = value;
        for (int i = 15; i >= 0; i--) {
            into[at + i] = DIGITS[(int) (rest & 15)];
            rest >>>= 4;
        }
    }

    private static long hex(byte[] bytes, int from, int digits) {
        long value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                throw new IllegalArgumentException("not an id: " + AsciiBytes.text(bytes, from, from + digits));
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
