package checkout.order.webhook.endpoint;

import checkout.web.ProblemException;
import checkout.web.RequestIds;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/** The problems about endpoints. */
public final class EndpointProblems {
    private EndpointProblems() {}

    /** Reads an id from a path. */
    public static UUID parseId(String id) {
        return RequestIds.parse(id).orElseThrow(EndpointProblems::unknown);
    }

    public static ProblemException unknown() {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "unknown-webhook-endpoint",
                "The webhook endpoint does not exist",
                "Use an endpointId from the list of endpoints.");
    }

    static ProblemException notConfigured() {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "webhooks-not-configured",
                "Webhooks are not configured",
                "Set checkout.webhooks.secret-key of order-service, with which the secrets of endpoints are encrypted.");
    }

    static ProblemException tooMany(int limit) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "too-many-webhook-endpoints",
                "The storefront has too many webhook endpoints",
                "A storefront can have at most %d endpoints; delete one first.".formatted(limit));
    }
}
