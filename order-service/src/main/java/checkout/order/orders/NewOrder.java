package checkout.order.orders;

import checkout.contracts.Money;
import checkout.contracts.OrderLine;
import java.util.List;
import java.util.UUID;

/**
 * An order to be inserted.
 *
 * @param unitPrices in minor units, in the order of the lines
 */
public record NewOrder(
        UUID id,
        String storefront,
        String customerId,
        List<OrderLine> lines,
        List<Long> unitPrices,
        Money total,
        String paymentMethod) {}
