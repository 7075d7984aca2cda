package checkout.order.orders;

import checkout.web.ProblemException;
import checkout.web.RequestIds;
import java.util.UUID;
import org.springframework.http.HttpStatus;

/** Reads checkout ids from paths. */
public final class CheckoutIds {
    private CheckoutIds() {}

    public static UUID parse(String id) {
        return RequestIds.parse(id).orElseThrow(CheckoutIds::unknown);
    }

    /** The answer is the same for a checkout that does not exist and for one of another storefront. */
    public static ProblemException unknown() {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "unknown-checkout",
                "The checkout does not exist",
                "Use the checkoutId from the answer to POST /v1/checkouts, with the key of the storefront that placed it.");
    }
}
