package checkout.order;

import checkout.apichecks.DescribedApi;
import checkout.apichecks.RunningService;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** If this fails, docs/api/order-service.yaml tells something else than the service does. */
class ApiDescriptionTest extends RunningStorefronts implements DescribedApi {
    @Override
    public RunningService service() {
        return RunningService.on(port)
                .caller("storefrontKey", "Bearer " + ONE)
                .user("metrics", "password-of-metrics")
                .user("viewer", "password-of-viewer")
                .user("operator", "password-of-operator")
                .user("admin", "password-of-admin");
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
