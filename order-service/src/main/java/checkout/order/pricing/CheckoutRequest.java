package checkout.order.pricing;

import checkout.contracts.PaymentMethod;
import checkout.order.request.LineRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a request for a checkout, not yet validated. */
public record CheckoutRequest(
        @Nullable String customerId,
        @Nullable List<@Nullable LineRequest> lines,
        @Nullable PaymentMethod payment) {}
