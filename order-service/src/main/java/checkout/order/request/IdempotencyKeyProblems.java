package checkout.order.request;

import checkout.web.ProblemException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Validates Idempotency-Key headers and makes the problems about them. */
public final class IdempotencyKeyProblems {
    private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]{1,255}");

    private IdempotencyKeyProblems() {}

    /** Returns the key if it is valid. */
    public static String check(@Nullable String key) {
        if (key == null || key.isBlank()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "idempotency-key-missing",
                    "The Idempotency-Key is missing",
                    "Send an Idempotency-Key header of 1 to 255 characters, a new one for every new request.");
        }
        if (!PRINTABLE.matcher(key).matches()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "idempotency-key-invalid",
                    "The Idempotency-Key is not valid",
                    "An Idempotency-Key has 1 to 255 printable ASCII characters.");
        }
        return key;
    }

    public static ProblemException inFlight() {
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "idempotency-key-in-flight",
                        "A request with this Idempotency-Key is in progress",
                        "Wait a second, then send it again with the same Idempotency-Key to get its answer.")
                .header(HttpHeaders.RETRY_AFTER, "1");
    }

    public static ProblemException reused() {
        return new ProblemException(
                HttpStatus.UNPROCESSABLE_CONTENT,
                "idempotency-key-reused",
                "The Idempotency-Key was used for another request",
                "Send a new Idempotency-Key with a new request, or the first body again to get its answer.");
    }
}
