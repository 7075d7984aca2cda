package checkout.saga.runtime.api;

import checkout.web.ProblemException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Refusals of requests that cannot be meant, each saying what to send instead. */
public final class InvalidRequest {
    private InvalidRequest() {}

    public static ProblemException request(String detail) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, "invalid-request", "The request is not what is expected", detail);
    }

    public static ProblemException unknown(String what, String id) {
        String shown = id.length() > 50 ? id.substring(0, 50) + "..." : id;
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "not-found",
                "There is no such %s".formatted(what),
                "No %s has the id '%s'; take one from the listing.".formatted(what, shown));
    }

    public static ProblemException notNow(String detail) {
        return new ProblemException(HttpStatus.CONFLICT, "not-possible", "That cannot be done as things stand", detail);
    }

    /** A text to search for, as it was given. */
    public static @Nullable String text(String name, @Nullable String value, int most) {
        if (value == null) {
            return null;
        }
        if (value.isBlank() || value.length() > most || value.indexOf('\0') >= 0) {
            throw request("'%s' has to be a text of 1 to %d characters, or left out.".formatted(name, most));
        }
        return value;
    }
}
