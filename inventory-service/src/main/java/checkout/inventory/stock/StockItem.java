package checkout.inventory.stock;

import checkout.inventory.movement.StockLevel;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A product in stock: the quantity on hand, and how much of it checkouts have reserved. */
@Table("stock")
record StockItem(@Id String sku, int onHand, int reserved, long version) {
    StockLevel level() {
        return new StockLevel(onHand, reserved);
    }

    int available() {
        return onHand - reserved;
    }
}
