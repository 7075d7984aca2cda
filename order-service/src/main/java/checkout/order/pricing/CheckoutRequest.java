package checkout.order.pricing;

import checkout.contracts.OrderLine;
import checkout.contracts.PaymentMethod;
import checkout.order.request.LineRequest;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a checkout, not yet validated.
 *
 * @param cart the cart whose lines are bought, instead of {@code lines}
 * @param expectedTotal what the customer was told; nothing is placed for another total
 */
public record CheckoutRequest(
        @Nullable String customerId,
        @Nullable List<@Nullable LineRequest> lines,
        @Nullable PaymentMethod payment,
        // left out if null, so that a request of before has the fingerprint that it had
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable CartReference cart,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ExpectedTotal expectedTotal) {
    /** The same request with the lines of its cart. */
    public CheckoutRequest withLines(List<OrderLine> cartLines) {
        List<@Nullable LineRequest> requested = new ArrayList<>();
        cartLines.forEach(line -> requested.add(new LineRequest(line.sku(), line.quantity())));
        return new CheckoutRequest(customerId, requested, payment, cart, expectedTotal);
    }
}
