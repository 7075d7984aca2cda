package checkout.order.catalogue;

import checkout.web.PageCursor;
import org.jspecify.annotations.Nullable;

/** Where a product is in the list, which is sorted by name. */
record ProductPosition(String name, String sku) {
    /** In no name and no sku. */
    private static final char SEPARATOR = '\0';

    static ProductPosition of(Product product) {
        return new ProductPosition(product.name(), product.sku());
    }

    String cursor() {
        return PageCursor.afterText(name + SEPARATOR + sku);
    }

    static @Nullable ProductPosition read(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        String text = PageCursor.readText(cursor);
        int separator = text.indexOf(SEPARATOR);
        if (separator < 0) {
            throw PageCursor.invalid();
        }
        return new ProductPosition(text.substring(0, separator), text.substring(separator + 1));
    }
}
