package checkout.inventory;

import checkout.apichecks.Caller;
import checkout.apichecks.DescribedApi;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Order;

/** If this fails, docs/api/inventory-service.yaml tells something else than the service does. */
@Order(Integer.MAX_VALUE)
class ApiDescriptionTest extends InventoryApiTestBase implements DescribedApi {
    @Override
    public URI service() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public Map<String, String> callers() {
        return Map.of(
                "metrics", Caller.basic("metrics", "password-of-metrics"),
                "viewer", Caller.basic("viewer", "viewer-password"),
                "operator", Caller.basic("operator", "operator-password"),
                "admin", Caller.basic("admin", "admin-password"));
    }
}
