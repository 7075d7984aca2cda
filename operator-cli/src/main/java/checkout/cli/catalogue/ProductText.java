package checkout.cli.catalogue;

import checkout.cli.command.TextTable;
import tools.jackson.databind.JsonNode;

/** Products as the commands print them. */
final class ProductText {
    private ProductText() {}

    static String price(JsonNode product) {
        JsonNode price = product.path("price");
        return TextTable.text(price, "amount") + " " + TextTable.text(price, "currency");
    }

    /** A product in one line. */
    static String of(JsonNode product) {
        return "%s: %s, %s, version %s."
                .formatted(
                        TextTable.text(product, "sku"),
                        price(product),
                        product.path("withdrawn").asBoolean() ? "withdrawn" : "sold",
                        TextTable.text(product, "version"));
    }
}
