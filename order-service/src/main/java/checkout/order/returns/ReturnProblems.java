package checkout.order.returns;

import checkout.order.orders.Order;
import checkout.order.returns.ReturnableQuantities.Excess;
import checkout.web.ProblemException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;

/** The problems about returns. */
final class ReturnProblems {
    private static final int MAX_IN_DETAIL = 5;

    private ReturnProblems() {}

    static ProblemException unknown() {
        return new ProblemException(
                HttpStatus.NOT_FOUND,
                "unknown-return",
                "The return does not exist",
                "Use the returnId from the answer to POST /v1/checkouts/{id}/returns, with the id of its checkout.");
    }

    static ProblemException notConfirmed(Order order) {
        String detail =
                switch (order.status()) {
                    case PENDING -> "The checkout is PENDING; wait until it is CONFIRMED, or cancel it.";
                    case REJECTED -> "The checkout is REJECTED, so nothing was charged and there is nothing to return.";
                    case CONFIRMED -> throw new IllegalStateException("Checkout %s is CONFIRMED".formatted(order.id()));
                };
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "checkout-not-confirmed",
                        "Only a CONFIRMED checkout can be returned",
                        detail)
                .with("checkoutStatus", order.status());
    }

    static ProblemException exceedsPurchase(List<Excess> excesses) {
        String detail =
                excesses.stream().limit(MAX_IN_DETAIL).map(Excess::toString).collect(Collectors.joining("; "));
        return new ProblemException(
                        HttpStatus.CONFLICT,
                        "return-exceeds-purchase",
                        "More would be returned than was bought",
                        excesses.size() > MAX_IN_DETAIL ? detail + "; 'lines' lists all." : detail + ".")
                .with("lines", excesses);
    }

    static ProblemException tooMany(int limit) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "too-many-returns",
                "The checkout has too many returns",
                "A checkout can have at most %,d returns, including refused ones.".formatted(limit));
    }

    static ProblemException unknownPrices() {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "unit-prices-unknown",
                "The checkout cannot be returned in parts",
                "The checkout is older than the record of its unit prices, and the catalogue has changed since."
                        + " Return all items that are not returned yet in one return.");
    }
}
