package checkout.saga.runtime.overview;

import checkout.saga.runtime.peer.LookupResult;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was last heard from one process.
 *
 * @param value null if it has not answered yet
 * @param asOf when that was so; null if it has not answered yet
 * @param unknown why it is not known now, in a sentence without a full stop; null if it is
 */
record ReportedValue<T>(
        @Nullable T value, @Nullable Instant asOf, @Nullable String unknown) {

    static <T> ReportedValue<T> notAsked() {
        return new ReportedValue<>(null, null, "it has not answered yet");
    }

    /** What was known before stays, with its time, beside the reason for which nothing is known now. */
    ReportedValue<T> heard(LookupResult<T> told, Instant now) {
        return switch (told) {
            case LookupResult.Fact<T>(T fact) -> new ReportedValue<>(fact, now, null);
            case LookupResult.Nothing<T>(String why) -> new ReportedValue<>(value, asOf, why);
        };
    }
}
