package checkout.inventory.stock;

import checkout.inventory.movement.Quantities;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A product in stock: the quantity on hand, and how much of it checkouts have reserved. */
@Table("stock")
record StockItem(@Id String sku, int onHand, int reserved, long version) {
    Quantities quantities() {
        return new Quantities(onHand, reserved);
    }

    int available() {
        return onHand - reserved;
    }
}
