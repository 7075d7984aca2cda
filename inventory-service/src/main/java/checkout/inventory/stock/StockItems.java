package checkout.inventory.stock;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** Reads stock and sets on-hand quantities, one item at a time; batches go through {@link ReservedQuantities}. */
interface StockItems extends Repository<StockItem, String> {
    Optional<StockItem> findById(String sku);

    List<StockItem> findBySkuInOrderBySku(Collection<String> skus);

    @Query("select * from stock order by sku limit :limit")
    List<StockItem> findFirst(int limit);

    /** Sets the on-hand quantity unless the version differs or more than that is reserved; then nothing changes. */
    @Query("""
            update stock set on_hand = :onHand, version = version + 1
            where sku = :sku and (:expectedVersion < 0 or version = :expectedVersion) and reserved <= :onHand
            returning *
            """)
    Optional<StockItem> updateOnHand(String sku, int onHand, long expectedVersion);

    /** Inserts an item; false if it exists already. */
    @Modifying
    @Query("insert into stock (sku, on_hand) values (:sku, :onHand) on conflict (sku) do nothing")
    boolean insert(String sku, int onHand);
}
