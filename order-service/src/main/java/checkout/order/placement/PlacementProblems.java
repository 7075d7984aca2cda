package checkout.order.placement;

import checkout.order.placement.PlacementOutcome.NotPlaced;
import checkout.web.ProblemException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The problems of requests that were not answered in time. Each says in words and by its type, and for programs in
 * {@code outcome}, whether the request may still place the checkout.
 */
final class PlacementProblems {
    private static final String RETRY_AFTER_SECONDS = "1";

    private PlacementProblems() {}

    static ProblemException notPlaced(NotPlaced.Cause cause) {
        return switch (cause) {
            case BUSY -> notPlaced("busy", "The service is busy", "");
            case DATABASE_UNAVAILABLE -> notPlaced("The database is not available. ");
            case STOPPING -> notPlaced("The service is stopping. ");
        };
    }

    static ProblemException cartContended() {
        return notPlaced("busy", "Other requests are changing the cart", "");
    }

    private static ProblemException notPlaced(String cause) {
        return notPlaced("not-placed", "The checkout is not placed", cause);
    }

    private static ProblemException notPlaced(String type, String title, String cause) {
        return unavailable(
                        type,
                        title,
                        cause + "This request has not placed the checkout and never will: send it again, with the same"
                                + " Idempotency-Key.")
                .with("outcome", "not-placed");
    }

    static ProblemException unknown() {
        return unavailable(
                        "outcome-unknown",
                        "It is not known whether the checkout is placed",
                        "This request may have placed the checkout, or may still do so. Send it again with the same"
                                + " Idempotency-Key to learn which; with another key it could be placed twice.")
                .with("outcome", "unknown");
    }

    private static ProblemException unavailable(String type, String title, String detail) {
        return new ProblemException(HttpStatus.SERVICE_UNAVAILABLE, type, title, detail)
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
}
