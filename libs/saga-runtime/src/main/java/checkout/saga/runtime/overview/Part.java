package checkout.saga.runtime.overview;

import checkout.saga.runtime.peer.Told;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was last heard from one process.
 *
 * @param value null if it has not answered yet
 * @param asOf when that was so; null if it has not answered yet
 * @param unknown why it is not known now, in a sentence without a full stop; null if it is
 */
record Part<T>(
        @Nullable T value, @Nullable Instant asOf, @Nullable String unknown) {

    static <T> Part<T> notAsked() {
        return new Part<>(null, null, "it has not answered yet");
    }

    /** What was known before stays, with its time, beside the reason for which nothing is known now. */
    Part<T> heard(Told<T> told, Instant now) {
        return switch (told) {
            case Told.Fact<T>(T fact) -> new Part<>(fact, now, null);
            case Told.Nothing<T>(String why) -> new Part<>(value, asOf, why);
        };
    }
}
