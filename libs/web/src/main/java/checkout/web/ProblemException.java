package checkout.web;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;

/** A refusal to a caller: a stable type to act on, and a sentence that says what to change. */
public final class ProblemException extends RuntimeException {
    private final transient ProblemDetail detail;
    private final HttpHeaders headers = new HttpHeaders();

    public ProblemException(HttpStatus status, String type, String title, String detail) {
        super(title + ": " + detail, null, false, false);
        this.detail = ProblemDetails.of(status, type, title, detail);
    }

    /** Adds a member to the problem, for callers that act on data rather than on words. */
    public ProblemException with(String member, Object value) {
        detail.setProperty(member, value);
        return this;
    }

    public ProblemException header(String name, String value) {
        headers.add(name, value);
        return this;
    }

    /** The answer, for a handler of exceptions that means this refusal by another one. */
    public ResponseEntity<ProblemDetail> response() {
        return ResponseEntity.status(detail.getStatus()).headers(headers).body(detail);
    }
}
