package checkout.order;

import checkout.apichecks.Caller;
import checkout.apichecks.DescribedApi;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** If this fails, docs/api/order-service.yaml tells something else than the service does. */
@Order(Integer.MAX_VALUE)
class ApiDescriptionTest extends RunningStorefronts implements DescribedApi {
    @Override
    public URI service() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public Map<String, String> callers() {
        return Map.of(
                "storefrontKey", "Bearer " + ONE,
                "metrics", Caller.basic("metrics", "password-of-metrics"),
                "viewer", Caller.basic("viewer", "password-of-viewer"),
                "operator", Caller.basic("operator", "password-of-operator"),
                "admin", Caller.basic("admin", "password-of-admin"));
    }

    @Override
    public Set<String> switchedOff() {
        return Set.of("/v1/admin/availability-cache");
    }

    @Test
    void everyOperationOfAStorefrontIsLimited() {
        String key = keyOfStorefront("{\"writesPerSecond\":1,\"writeBurst\":1,\"readsPerSecond\":1,\"readBurst\":1}");

        answersWithin(429, "Bearer " + key, 5);
    }
}
