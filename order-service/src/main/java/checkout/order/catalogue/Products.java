package checkout.order.catalogue;

import checkout.order.catalogue.ProductChanges.ProductDetails;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.jdbc.repository.query.Modifying;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.Repository;

/** The {@code product} table. A trigger counts the versions, so that a change in SQL is one too. */
interface Products extends Repository<ManagedProduct, String> {
    @Query("select * from product")
    List<ManagedProduct> all();

    Optional<ManagedProduct> findById(String sku);

    @Query("select * from product where sku > :after order by sku limit :limit")
    List<ManagedProduct> page(String after, int limit);

    @Modifying
    @Query("""
            insert into product (sku, name, description, price_minor, currency)
            values (:sku, :name, :description, :priceMinor, :currency)
            on conflict (sku) do nothing
            """)
    void add(String sku, String name, String description, long priceMinor, String currency);

    /** Empty if the product exists. */
    @Query("""
            insert into product (sku, name, description, price_minor, currency, withdrawn, changed_by)
            values (:sku, :#{#wanted.name()}, :#{#wanted.description()}, :#{#wanted.priceMinor()}, :#{#wanted.currency()},
                    :#{#wanted.withdrawn()}, :actor)
            on conflict (sku) do nothing
            returning *
            """)
    Optional<ManagedProduct> create(String sku, ProductDetails wanted, String actor);

    /** Empty if the product does not exist in this version; without one, any version will do. */
    @Query("""
            update product
            set name = :#{#wanted.name()}, description = :#{#wanted.description()}, price_minor = :#{#wanted.priceMinor()},
                currency = :#{#wanted.currency()}, withdrawn = :#{#wanted.withdrawn()}, changed_by = :actor
            where sku = :sku and version = coalesce(:version, version)
            returning *
            """)
    Optional<ManagedProduct> change(String sku, ProductDetails wanted, String actor, @Nullable Long version);
}
