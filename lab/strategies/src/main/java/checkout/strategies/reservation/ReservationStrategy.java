package checkout.strategies.reservation;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.Reply.OutOfStock.Shortage;
import java.util.List;

/** A way to reserve stock while many buyers want the same items; called by many threads at once. */
public interface ReservationStrategy extends AutoCloseable {
    /**
     * Reserves all lines of a checkout, or none and returns the shortages. The decision is committed when this returns; if
     * it throws, nothing was reserved.
     */
    List<Shortage> reserve(ReserveStock request) throws InterruptedException;

    @Override
    default void close() {}
}
