package checkout.lab.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Searches ASCII text as bytes, without making strings of it. */
public final class AsciiBytes {

    private AsciiBytes() {}

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Returns where the wanted bytes begin, or -1. */
    static int indexOf(byte[] bytes, int from, int to, byte[] wanted) {
        for (int at = from; at + wanted.length <= to; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Whether the text starts with the given lower-case prefix, in any case. */
    static boolean startsWithIgnoringCase(byte[] bytes, int from, int to, byte[] prefix) {
        if (to - from < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            byte each = bytes[from + i];
            if ((each >= 'A' && each <= 'Z' ? each + ('a' - 'A') : each) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
