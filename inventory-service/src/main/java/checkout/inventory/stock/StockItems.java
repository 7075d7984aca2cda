package checkout.inventory.stock;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/**
 * Reads stock and sets on-hand quantities, one item at a time; batches go through {@link ReservedQuantities}. Only
 * {@link StockOperations} writes, because it also books the movement.
 */
interface StockItems extends Repository<StockItem, String> {
    Optional<StockItem> findById(String sku);

    List<StockItem> findBySkuInOrderBySku(Collection<String> skus);

    @Query("select * from stock where sku > :sku order by sku limit :limit")
    List<StockItem> findAfter(String sku, int limit);

    /** Reads an item and locks it until the transaction ends. */
    @Query("select * from stock where sku = :sku for update")
    Optional<StockItem> lock(String sku);

    /** Sets the on-hand quantity of a locked item. */
    @Query("update stock set on_hand = :onHand, version = version + 1 where sku = :sku returning *")
    StockItem updateOnHand(String sku, int onHand);

    /** Inserts an item; false if it exists already. */
    @Modifying
    @Query("insert into stock (sku, on_hand) values (:sku, :onHand) on conflict (sku) do nothing")
    boolean insert(String sku, int onHand);
}
