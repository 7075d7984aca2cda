package checkout.web;

import java.net.URI;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/**
 * Creates problem details (RFC 9457). The type is a URN that clients can rely on; the texts may change. A URN leads nowhere,
 * so the member {@code help} has the path of the page about the type, which every service serves.
 */
final class ProblemDetails {
    private static final String TYPE_PREFIX = "urn:checkout:problem:";
    private static final String PAGES = "/errors/";

    private ProblemDetails() {}

    static ProblemDetail of(HttpStatusCode status, String type, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatus(status);
        setType(problem, type);
        problem.setTitle(title);
        problem.setDetail(detail);
        return problem;
    }

    /** The answer to a request that could not be parsed or was rejected unread. */
    static ProblemDetail unreadable() {
        return of(
                HttpStatus.BAD_REQUEST,
                "bad-request",
                "The request cannot be read",
                "Percent-encode reserved characters such as '%', '[', ';' and spaces in the path, leave no path segment empty, and send well-formed headers of less than 8 KB.");
    }

    /** Gives a problem that the framework created a type derived from its status. */
    static void addType(ProblemDetail problem) {
        HttpStatus status = HttpStatus.valueOf(problem.getStatus());
        if (problem.getType() == null || "about:blank".equals(problem.getType().toString())) {
            setType(problem, slug(status));
        }
    }

    private static void setType(ProblemDetail problem, String type) {
        problem.setType(URI.create(TYPE_PREFIX + type));
        problem.setProperty("help", PAGES + type);
    }

    static String slug(HttpStatus status) {
        return status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
