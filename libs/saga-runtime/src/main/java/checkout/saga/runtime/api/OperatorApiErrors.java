package checkout.saga.runtime.api;

import checkout.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Problems of requests that are not valid; each says what to send instead. */
public final class OperatorApiErrors {
    private OperatorApiErrors() {}

    public static ProblemException request(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }

    public static ProblemException unknown(String what, String id) {
        String shown = id.length() > 50 ? id.substring(0, 50) + "..." : id;
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "not-found",
                "Unknown %s".formatted(what),
                "No %s has the id '%s'. Take an id from the list.".formatted(what, shown));
    }

    public static ProblemException notNow(String detail) {
        return new ProblemException(HttpStatus.CONFLICT, "not-possible", "Not possible now", detail);
    }

    /** Checks a text to search for. */
    public static @Nullable String text(String name, @Nullable String value, int maxLength) {
        if (value == null) {
            return null;
        }
        if (value.isBlank() || value.length() > maxLength || value.indexOf('\0') >= 0) {
            throw request("'%s' must be a text of 1 to %d characters, or be left out.".formatted(name, maxLength));
        }
        return value;
    }
}
