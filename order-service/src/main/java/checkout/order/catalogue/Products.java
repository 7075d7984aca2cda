package checkout.order.catalogue;

import java.util.List;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The {@code product} table. */
interface Products extends Repository<Product, String> {
    @Query("select * from product order by name")
    List<Product> all();

    @Modifying
    @Query("""
            insert into product (sku, name, description, price_minor, currency)
            values (:sku, :name, :description, :priceMinor, :currency)
            on conflict (sku) do nothing
            """)
    void add(String sku, String name, String description, long priceMinor, String currency);
}
