package checkout.web;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Makes problem details: the type is a URN that stays the same whatever the words become. */
final class ProblemDetails {
    private static final String TYPES = "urn:checkout:problem:";

    private ProblemDetails() {}

    static ProblemDetail of(HttpStatusCode status, String type, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create(TYPES + type));
        problem.setTitle(title);
        problem.setDetail(detail);
        return problem;
    }

    /** For a request that is refused before anybody knows what it is about. */
    static ProblemDetail unreadable() {
        return of(
                HttpStatus.BAD_REQUEST,
                "bad-request",
                "The request cannot be read",
                "Percent-encode what an address may not hold as it is, such as '%', '[', ';' or a blank, leave no part of it empty, and send well-formed headers of less than 8 KB.");
    }

    /** For what the framework refused by itself: the status names the type. */
    static void complete(ProblemDetail problem) {
        HttpStatus status = HttpStatus.valueOf(problem.getStatus());
        if (problem.getType() == null || "about:blank".equals(problem.getType().toString())) {
            problem.setType(URI.create(TYPES + slug(status)));
        }
    }

    static String slug(HttpStatus status) {
        return status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
