package checkout.messaging;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The W3C trace context of a message: every hop keeps the trace id and creates a span id of its own. */
public final class Traceparent {
    private static final Pattern VALID = Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int TRACE_END = "00-".length() + 32;

    private Traceparent() {}

    /** The value for the next hop: a child of the incoming span, or a new trace if the incoming value is not valid. */
    public static String next(@Nullable String incoming) {
        String trace = incoming != null && VALID.matcher(incoming).matches()
                ? incoming.substring(0, TRACE_END)
                : "00-" + hex() + hex();
        return trace + "-" + hex() + "-01";
    }

    private static String hex() {
        long random;
        do {
            random = ThreadLocalRandom.current().nextLong();
        } while (random == 0);
        return "%016x".formatted(random);
    }
}
