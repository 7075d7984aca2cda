package checkout.provider;

import checkout.web.Problem;
import org.springframework.http.HttpStatus;

/** Refuses a call that this network cannot make sense of. */
public final class Invalid {

    private Invalid() {}

    public static Problem because(String detail) {
        return new Problem(HttpStatus.BAD_REQUEST, "invalid-request", "The request is not what is expected", detail);
    }
}
