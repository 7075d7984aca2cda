package checkout.order.orders;

import checkout.web.ProblemException;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/** Reads a checkout's id from a path. */
public final class CheckoutIdParser {
    private static final int LENGTH = 36;

    private CheckoutIdParser() {}

    public static UUID read(String id) {
        try {
            if (id.length() == LENGTH) {
                return UUID.fromString(id);
            }
        } catch (IllegalArgumentException noId) {
            throw unknown();
        }
        throw unknown();
    }

    /** The same answer for one that is not there and one that is somebody else's. */
    public static ProblemException unknown() {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "unknown-checkout",
                "There is no such checkout",
                "Use the checkoutId that placing it returned, with the key of the storefront that placed it.");
    }
}
