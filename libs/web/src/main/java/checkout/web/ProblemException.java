package checkout.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** Rejects a request with a problem: a stable type to act on, and a sentence that says what to change. */
public final class ProblemException extends RuntimeException {
    private final transient ProblemDetail problem;
    private final HttpHeaders headers = new HttpHeaders();

    public ProblemException(HttpStatus status, String type, String title, String detail) {
        super(title + ": " + detail, null, false, false);
        this.problem = ProblemDetails.of(status, type, title, detail);
    }

    /** Adds a member to the problem, for clients that act on data rather than on text. */
    public ProblemException with(String member, Object value) {
        problem.setProperty(member, value);
        return this;
    }

    public ProblemException header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    /** The response; exception handlers use it to answer other exceptions with a problem. */
    public ResponseEntity<ProblemDetail> response() {
        return ResponseEntity.status(problem.getStatus()).headers(headers).body(problem);
    }
}
