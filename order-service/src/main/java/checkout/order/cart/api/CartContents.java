package checkout.order.cart.api;

import checkout.order.request.LineRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a request that puts a whole cart, not yet validated. */
record CartContents(@Nullable List<@Nullable LineRequest> lines) {}
