package checkout.payment;

import checkout.testinfra.RoleMatrix;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Red here: somebody may call an endpoint whose role does not permit it, or nobody has said who may. */
class RoleMatrixTest extends PaymentServiceTestBase {
    private static final Map<String, String> WHO = Map.ofEntries(
            Map.entry("GET /v1/ledger/balances", "viewer"),
            Map.entry("GET /v1/ledger/entries", "viewer"),
            Map.entry("POST /v1/ledger/verify", "operator"),
            Map.entry("GET /v1/reconciliations", "viewer"),
            Map.entry("POST /v1/reconciliations", "operator"),
            Map.entry("GET /v1/reconciliations/{id}", "viewer"),
            Map.entry("GET /v1/reconciliations/differences", "viewer"),
            Map.entry("POST /v1/reconciliations/differences/{id}/settle", "operator"),
            Map.entry("GET /v1/payments/{checkoutId}", "viewer or service"),
            // whoever knows the secret signs with it; without a signature nobody is let in
            Map.entry("POST /v1/provider/callbacks", "nobody"));

    @Autowired
    private ApplicationContext process;

    @Test
    void everyEndpointIsForTheRoleThatIsStatedHere() {
        RoleMatrix.mustBe(process, WHO);
    }
}
