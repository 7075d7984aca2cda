package checkout.inventory;

import checkout.apichecks.DescribedApi;
import checkout.apichecks.RunningService;

/** If this fails, docs/api/inventory-service.yaml tells something else than the service does. */
class ApiDescriptionTest extends InventoryApiTestBase implements DescribedApi {
    @Override
    public RunningService service() {
        return RunningService.on(port)
                .user("metrics", "password-of-metrics")
                .user("viewer", "viewer-password")
                .user("operator", "operator-password")
                .user("admin", "admin-password");
    }
}
