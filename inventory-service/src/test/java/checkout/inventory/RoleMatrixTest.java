package checkout.inventory;

import checkout.testinfra.RoleMatrix;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Red here: somebody may call an endpoint whose role does not permit it, or nobody has said who may. */
class RoleMatrixTest extends InventoryApiTestBase {
    private static final Map<String, String> WHO = Map.ofEntries(
            Map.entry("GET /v1/stock", "viewer"),
            Map.entry("PUT /v1/stock/{sku}", "admin"),
            Map.entry("POST /v1/stock/{sku}/movements", "admin"),
            Map.entry("GET /v1/stock/{sku}/movements", "viewer"),
            Map.entry("POST /v1/stock/verify", "operator"),
            Map.entry("GET /v1/reservations", "viewer"),
            Map.entry("GET /v1/reservations/{checkoutId}", "viewer or service"));

    @Autowired
    private ApplicationContext process;

    @Test
    void everyEndpointIsForTheRoleThatIsStatedHere() {
        RoleMatrix.mustBe(process, WHO);
    }
}
