package checkout.order.pricing;

import checkout.contracts.OrderLine;
import checkout.order.catalogue.PriceList;
import checkout.web.ProblemException;
import java.util.List;
import org.springframework.http.HttpStatus;

/** Refuses carts with products that are no longer sold, which the customer has to take out. */
final class WithdrawnProducts {
    private WithdrawnProducts() {}

    static void refuse(List<OrderLine> lines, PriceList prices) {
        List<String> withdrawn = lines.stream()
                .map(OrderLine::sku)
                .filter(sku -> prices.findWithdrawn(sku).isPresent())
                .toList();
        if (!withdrawn.isEmpty()) {
            throw new ProblemException(
                            HttpStatus.UNPROCESSABLE_CONTENT,
                            "product-withdrawn",
                            "A product is no longer sold",
                            "%s is no longer sold; take it out of the cart. 'skus' lists all such products."
                                    .formatted(withdrawn.getFirst()))
                    .with("skus", withdrawn);
        }
    }
}
