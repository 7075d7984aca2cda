package checkout.order.placement;

import checkout.web.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** What may go wrong with an Idempotency-Key, and what to do about it. */
final class IdempotencyKeyProblems {
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private IdempotencyKeyProblems() {}

    static String check(@Nullable String key) {
        if (key == null || key.isBlank()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "idempotency-key-missing",
                    "An Idempotency-Key is needed",
                    "Send an Idempotency-Key header of 1 to 255 characters, a new one for every new checkout.");
        }
        if (!PRINTABLE.matcher(key).matches()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "idempotency-key-invalid",
                    "That is no Idempotency-Key",
                    "An Idempotency-Key has 1 to 255 printable ASCII characters.");
        }
        return key;
    }

    static ProblemException inFlight() {
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "idempotency-key-in-flight",
                        "That request is being worked on",
                        "Wait a second, then send it again with the same Idempotency-Key to get its answer.")
                .header(HttpHeaders.RETRY_AFTER, "1");
    }

    static ProblemException reused() {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency-key-reused",
                "The Idempotency-Key was used for another request",
                "Send a new Idempotency-Key with a new checkout, or the first body again to get its answer.");
    }
}
