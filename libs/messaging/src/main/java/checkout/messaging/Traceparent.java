package checkout.messaging;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The W3C trace context of a message: the span that caused it. Without spans of our own it is passed on as it came, with the
 * decision of whoever began the trace whether it is sampled.
 */
public final class Traceparent {
    private static final Pattern VALID = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    private Traceparent() {}

    public static boolean isValid(String value) {
        return VALID.matcher(value).matches();
    }

    /** The context of the cause, or that of a new trace that nobody samples if the cause has none. */
    public static String orNew(@Nullable String cause) {
        return cause != null && isValid(cause) ? cause : "00-" + hex() + hex() + "-" + hex() + "-00";
    }

    private static String hex() {
        long random;
        do {
            random = ThreadLocalRandom.current().nextLong();
        } while (random == 0);
        return "%016x".formatted(random);
    }
}
