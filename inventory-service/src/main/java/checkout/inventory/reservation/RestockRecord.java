package checkout.inventory.reservation;

import checkout.contracts.OrderLine;
import java.util.List;
import java.util.UUID;

/** The items of a return that were taken back into stock. */
record RestockRecord(UUID returnId, UUID checkoutId, List<OrderLine> lines) {}
