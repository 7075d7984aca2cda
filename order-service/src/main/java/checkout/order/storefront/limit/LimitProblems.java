package checkout.order.storefront.limit;

import checkout.order.storefront.quota.Quota;
import checkout.order.storefront.quota.RequestBucket;
import checkout.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** The problems of requests that a limit refused. They have had no effect. */
final class LimitProblems {
    private static final String A_SECOND = "1";

    private LimitProblems() {}

    static ProblemException tooMany(RequestBucket.Take refused) {
        Quota quota = refused.quota();
        return tooMany(
                        "rate-limited",
                        "Too many requests",
                        "This request has had no effect. The storefront is allowed %s %s in %d s, and %d at once. Send it"
                                        .formatted(
                                                quota.requests(),
                                                refused.kind().policy(),
                                                quota.period().toSeconds(),
                                                quota.burst())
                                + " again after the seconds in Retry-After, with the same Idempotency-Key if it has one.",
                        Long.toString(refused.seconds()))
                .with("violated-policies", List.of(refused.kind().policy()));
    }

    static ProblemException tooManyInFlight(int max) {
        return tooMany(
                "too-many-in-flight",
                "Too many requests are in progress",
                "This request has had no effect. %d requests of the storefront are in progress, and no more are allowed."
                                .formatted(max)
                        + " Wait for answers, then send it again, with the same Idempotency-Key if it has one.",
                A_SECOND);
    }

    static ProblemException tooManyStreams(int max) {
        return tooMany(
                "too-many-streams",
                "Too many streams are open",
                "%d streams of events of the storefront are open, and no more are allowed. Close those that nobody"
                                .formatted(max)
                        + " watches, or ask for the status of the checkout instead.",
                A_SECOND);
    }

    private static ProblemException tooMany(String type, String title, String detail, String retryAfter) {
        return new ProblemException(HttpStatus.TOO_MANY_REQUESTS, type, title, detail)
                .header(HttpHeaders.RETRY_AFTER, retryAfter);
    }
}
