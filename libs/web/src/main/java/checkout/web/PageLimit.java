package checkout.web;

import org.springframework.http.HttpStatus;

/** How many rows a page of a list may have. */
public final class PageLimit {
    private PageLimit() {}

    /** Returns the limit that was asked for, or refuses it. */
    public static int check(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "invalid-request",
                    "The request is not valid",
                    "'limit' must be from 1 to %,d.".formatted(most));
        }
        return limit;
    }
}
