package checkout.order.request;

import checkout.web.ProblemException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Collects everything that is wrong with a request, so that its sender can fix it all at once. */
public final class RequestViolations {
    private static final int MAX_REPORTED = 20;

    private final List<Violation> violations = new ArrayList<>(0);

    /** One field that is wrong, and what belongs there instead. */
    public record Violation(String field, String message) {}

    public void add(String field, String message) {
        violations.add(new Violation(field, message));
    }

    public boolean isEmpty() {
        return violations.isEmpty();
    }

    /** The refusal of the request: the first violation in words, and the first twenty as {@code errors}. */
    public ProblemException problem(String type, String title) {
        List<Violation> reported = violations.subList(0, Math.min(MAX_REPORTED, violations.size()));
        Violation first = reported.getFirst();
        String more = violations.size() == 1 ? "" : " 'errors' lists everything to be changed.";
        return new ProblemException(
                        HttpStatus.BAD_REQUEST, type, title, "%s %s.%s".formatted(first.field(), first.message(), more))
                .with("errors", reported);
    }
}
