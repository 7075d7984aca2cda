package checkout.lab.scenario.spike;

import checkout.lab.database.SqlQuery;
import checkout.lab.http.JsonHttpClient;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.stack.state.StackException;
import checkout.lab.time.Polling;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Products that only one run sells. They are taken out of the catalogue when the run has ended; their stock stays, because
 * orders refer to it.
 */
final class SpikeProducts implements AutoCloseable {
    private static final Polling OFFERED = new Polling(Duration.ofSeconds(30), Duration.ofMillis(250));
    private static final String SKU = "SPIKE-%s-%03d";
    private static final long PRICE_MINOR = 100;

    private final ScenarioContext context;
    private final Map<String, Integer> stock;

    private SpikeProducts(ScenarioContext context, Map<String, Integer> stock) {
        this.context = context;
        this.stock = stock;
    }

    /** The sku of the n-th product of this run. */
    static String sku(ScenarioContext context, int n) {
        return SKU.formatted(Long.toString(context.began().toEpochMilli(), Character.MAX_RADIX), n);
    }

    /** Puts the products into stock and into the catalogue, and waits until they are offered. */
    static SpikeProducts offer(ScenarioContext context, Map<String, Integer> stock)
            throws SQLException, InterruptedException {
        SpikeProducts products = new SpikeProducts(context, stock);
        JsonHttpClient inventory = JsonHttpClient.admin(context.stack());
        String url = context.stack().ports().url("inventory-service") + "/v1/stock/";
        for (Map.Entry<String, Integer> item : stock.entrySet()) {
            inventory
                    .put(url + item.getKey(), "{\"onHand\":%d}".formatted(item.getValue()))
                    .bodyIfSuccessful();
        }
        try {
            products.addToCatalogue();
            products.awaitOffered();
        } catch (SQLException | InterruptedException | RuntimeException failed) {
            products.close();
            throw failed;
        }
        return products;
    }

    private void addToCatalogue() throws SQLException {
        try (Connection orders = context.role("orders");
                PreparedStatement insert = orders.prepareStatement("""
                        insert into orders.product (sku, name, description, price_minor, currency) values (?, ?, ?, ?, 'EUR')
                        """)) {
            for (String sku : stock.keySet()) {
                insert.setString(1, sku);
                insert.setString(2, sku);
                insert.setString(3, "Sold by one run of a scenario.");
                insert.setLong(4, PRICE_MINOR);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private void awaitOffered() throws InterruptedException {
        JsonHttpClient storefront = context.storefrontApi();
        String url = context.stack().ports().url("order-service") + "/v1/products?limit=500";
        boolean offered =
                OFFERED.until(all -> all, () -> offered(storefront, url).containsAll(stock.keySet()));
        if (!offered) {
            throw new StackException("order-service does not offer the products of the run after %d s."
                    .formatted(OFFERED.timeout().toSeconds()));
        }
    }

    private static Set<String> offered(JsonHttpClient storefront, String url) throws InterruptedException {
        Set<String> skus = new HashSet<>();
        String cursor = "";
        do {
            JsonNode page = storefront
                    .get(url + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .bodyIfSuccessful();
            page.path("products")
                    .forEach(product -> skus.add(product.path("sku").asString("")));
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        return skus;
    }

    int count() {
        return stock.size();
    }

    /** A product's stock as the database has it. */
    record StockRow(int onHand, int reserved) {}

    /** The stock of the products, by sku. */
    static Map<String, StockRow> stock(ScenarioContext context) throws SQLException {
        Map<String, StockRow> rows = new HashMap<>();
        String prefix = sku(context, 0).substring(0, sku(context, 0).length() - 3);
        try (Connection auditor = context.auditor()) {
            SqlQuery.forEach(
                    auditor,
                    "select sku, on_hand, reserved from inventory.stock where starts_with(sku, ?)",
                    row -> rows.put(row.getString(1), new StockRow(row.getInt(2), row.getInt(3))),
                    prefix);
        }
        return rows;
    }

    @Override
    public void close() throws SQLException {
        try (Connection orders = context.role("orders");
                PreparedStatement delete = orders.prepareStatement("delete from orders.product where sku = any (?)")) {
            delete.setArray(1, orders.createArrayOf("text", stock.keySet().toArray()));
            delete.executeUpdate();
        }
    }
}
