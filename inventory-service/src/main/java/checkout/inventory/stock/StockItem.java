package checkout.inventory.stock;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** One thing on the shelf: how many there are, and how many of them are promised to checkouts. */
@Table("stock")
record StockItem(@Id String sku, int onHand, int reserved, long version) {
    int available() {
        return onHand - reserved;
    }
}
