package checkout.cli.catalogue;

import checkout.cli.connection.ConnectionOptions;
import checkout.cli.connection.OperatorApiClient;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** What the commands that change a product have in common. */
final class ProductOptions {

    @Parameters(index = "0", paramLabel = "SKU", description = "The sku.")
    private String sku = "";

    @Option(names = "--json", description = "Print the API's JSON.")
    private boolean json;

    @Mixin
    private ConnectionOptions connection = new ConnectionOptions();

    /** Creates the product. */
    int create(Map<String, Object> product, PrintWriter out) throws InterruptedException {
        return print(connect().post(CatalogueCommand.pathOf(sku), product), out);
    }

    /** Changes some of what the product is, unless it is changed by somebody else meanwhile. */
    int change(Consumer<Map<String, Object>> change, PrintWriter out) throws InterruptedException {
        OperatorApiClient api = connect();
        JsonNode current = api.get(CatalogueCommand.pathOf(sku));
        Map<String, Object> product = new LinkedHashMap<>();
        product.put("name", current.path("name").asString());
        product.put("description", current.path("description").asString());
        product.put("price", current.path("price"));
        product.put("withdrawn", current.path("withdrawn").asBoolean());
        change.accept(product);
        String tag = "\"%s\"".formatted(current.path("version").asString());
        return print(api.put(CatalogueCommand.pathOf(sku), product, Map.of("If-Match", tag)), out);
    }

    private OperatorApiClient connect() {
        return connection.connect(CatalogueCommand.SERVICE, "admin");
    }

    private int print(JsonNode product, PrintWriter out) {
        out.println(json ? OperatorApiClient.JSON.writeValueAsString(product) : ProductText.of(product));
        out.flush();
        return 0;
    }
}
