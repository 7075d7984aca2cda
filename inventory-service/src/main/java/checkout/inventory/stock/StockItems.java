package checkout.inventory.stock;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The stock as it is read and counted by hand; reservations go through their own batch. */
interface StockItems extends Repository<StockItem, String> {
    Optional<StockItem> findById(String sku);

    List<StockItem> findBySkuInOrderBySku(Collection<String> skus);

    @Query("select * from stock order by sku limit :limit")
    List<StockItem> firstOf(int limit);

    /** Sets the count, if it is still the version that was seen and covers what is reserved; else changes nothing. */
    @Query("""
            update stock set on_hand = :onHand, version = version + 1
            where sku = :sku and (:seen < 0 or version = :seen) and reserved <= :onHand
            returning *
            """)
    Optional<StockItem> recount(String sku, int onHand, long seen);

    /** Puts a new thing on the shelf; false if it is there already. */
    @Modifying
    @Query("insert into stock (sku, on_hand) values (:sku, :onHand) on conflict (sku) do nothing")
    boolean add(String sku, int onHand);
}
