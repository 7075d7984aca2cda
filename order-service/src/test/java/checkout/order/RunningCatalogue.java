package checkout.order;

import checkout.testinfra.CountedStatements;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Runs order-service with an inventory-service that the test plays, and calls it as any of its users. */
@Import(CountedStatements.class)
@TestPropertySource(
        properties = {
            "checkout.users.operator.password=password-of-operator",
            "checkout.users.admin.password=password-of-admin",
            "checkout.price-list-refresh=PT0.1S",
            "checkout.stock.fresh=10m",
            "checkout.stock.stale-while-revalidate=10m",
            "checkout.stock.unknown-after=1h",
            "checkout.stock.timeout=5s"
        })
public abstract class RunningCatalogue extends RunningOrderService {
    static final StockServer inventory = new StockServer();

    @Autowired
    CountedStatements statements;

    @DynamicPropertySource
    static void inventory(DynamicPropertyRegistry registry) {
        registry.add("checkout.stock.url", inventory::url);
    }

    HttpRequest.Builder as(String user, String path) {
        String basic =
                Base64.getEncoder().encodeToString((user + ":password-of-" + user).getBytes(StandardCharsets.UTF_8));
        return request(path, "")
                .setHeader("Authorization", "Basic " + basic)
                .header("Content-Type", "application/json");
    }

    HttpResponse<String> post(String user, String path, String body) {
        return send(as(user, path).POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> put(String user, String path, String body, String ifMatch) {
        return send(as(user, path).header("If-Match", ifMatch).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    Optional<JsonNode> offered(String sku) {
        return body(get("/v1/products?limit=500", ONE))
                .at("/products")
                .valueStream()
                .filter(each -> each.at("/sku").asString().equals(sku))
                .findFirst();
    }
}
