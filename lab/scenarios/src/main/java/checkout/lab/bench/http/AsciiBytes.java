package checkout.lab.bench.http;

import java.nio.charset.StandardCharsets;

/** Text that is looked at as bytes. */
public final class AsciiBytes {

    private AsciiBytes() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (int at = from; at + wanted.length <= to; at++) {
            if (startsWith(bytes, at, to, wanted)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean startsWith(byte[] bytes, int from, int to, byte[] wanted) {
        if (to - from < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (bytes[from + i] != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the text begins with these lower-case letters, in whatever case it is written. */
    static boolean startsWithIgnoringCase(byte[] bytes, int from, int to, byte[] wanted) {
        if (to - from < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            byte each = bytes[from + i];
            if ((each >= 'A' && each <= 'Z' ? each + ('a' - 'A') : each) != wanted[i]) {
                return false;
            }
        }
        return true;
    }
}
