package checkout.provider;

import checkout.web.ProblemException;
import org.springframework.http.HttpStatus;

/** Refuses a call that this network cannot make sense of. */
public final class InvalidRequest {

    private InvalidRequest() {}

    public static ProblemException because(String detail) {
        return new ProblemException(
                HttpStatus.BAD_REQUEST, "invalid-request", "The request is not what is expected", detail);
    }
}
