package checkout.provider;

import checkout.web.ProblemException;
import org.springframework.http.HttpStatus;

/** Makes the problem that answers a request which is not valid. */
public final class InvalidProviderRequest {

    private InvalidProviderRequest() {}

    public static ProblemException because(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not valid", detail);
    }
}
