package checkout.lab.http;

import java.util.UUID;

/** Reads and writes UUIDs as text bytes, without making strings. */
public final class UuidBytes {

    private static final byte[] DIGITS = AsciiBytes.bytes("0123456789abcdef");

    private UuidBytes() {}

    /** Parses the 36 characters at the given position. */
    public static UUID read(byte[] bytes, int from) {
        long high = hex(bytes, from, 8);
        high = high << 16 | hex(bytes, from + 9, 4);
        high = high << 16 | hex(bytes, from + 14, 4);
        long low = hex(bytes, from + 19, 4);
        low = low << 48 | hex(bytes, from + 24, 12);
        return new UUID(high, low);
    }

    /** Writes the value as sixteen hexadecimal digits. */
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
                throw new IllegalArgumentException("not a UUID: " + AsciiBytes.text(bytes, from, from + digits));
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
