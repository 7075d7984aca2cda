package checkout.provider.problem;

import java.net.URI;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A call that is refused, with a stable type and a sentence that says what to change. */
public final class Problem extends ErrorResponseException {

    static final String TYPES = "urn:problem:provider:";

    private Problem(HttpStatus status, String type, String detail) {
        super(status, body(status, type, detail), null);
    }

    public static Problem of(HttpStatus status, String type, String detail) {
        return new Problem(status, type, detail);
    }

    public static Problem invalid(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, "invalid-request", detail);
    }

    public static Problem throttled(Duration retryAfter) {
        Problem problem =
                new Problem(HttpStatus.TOO_MANY_REQUESTS, "throttled", "Too many calls; ask again after Retry-After");
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(retryAfter.toSeconds()));
        return problem;
    }

    private static ProblemDetail body(HttpStatus status, String type, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setType(URI.create(TYPES + type));
        return body;
    }
}
