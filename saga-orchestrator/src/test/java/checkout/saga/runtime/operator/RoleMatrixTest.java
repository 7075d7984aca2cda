package checkout.saga.runtime.operator;

import checkout.saga.runtime.drive.OrchestratorTest;
import checkout.testinfra.RoleMatrix;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Red here: somebody may call an endpoint of the orchestrator whose role does not permit it, or nobody has said who may. */
class RoleMatrixTest extends OrchestratorTest {
    private static final Map<String, String> WHO = Map.ofEntries(
            Map.entry("GET /sign-in", "everybody"),
            Map.entry("GET /sign-in.css", "everybody"),
            Map.entry("GET /v1/session", "viewer"),
            Map.entry("GET /", "viewer"),
            Map.entry("GET /console", "viewer"),
            Map.entry("GET /console/sagas", "viewer"),
            Map.entry("GET /console/sagas/{id}", "viewer"),
            Map.entry("GET /console/reasons", "viewer"),
            Map.entry("GET /console/dead-letters", "viewer"),
            Map.entry("GET /console/dead-letters/{id}", "viewer"),
            Map.entry("GET /console/relays", "viewer"),
            Map.entry("GET /console/acts", "viewer"),
            Map.entry("GET /console/acts/{id}", "viewer"),
            Map.entry("GET /console/audit", "viewer"),
            Map.entry("GET /v1/overview", "viewer"),
            Map.entry("GET /v1/overview/stream", "viewer"),
            Map.entry("GET /v1/definitions", "viewer"),
            Map.entry("GET /v1/definitions/{type}/{version}", "viewer"),
            Map.entry("GET /v1/sagas/{id}/participants", "viewer"),
            Map.entry("GET /v1/sagas", "viewer"),
            Map.entry("GET /v1/sagas/reasons", "viewer"),
            Map.entry("GET /v1/sagas/{id}", "viewer"),
            Map.entry("GET /v1/sagas/{id}/diagram", "viewer"),
            Map.entry("POST /v1/sagas/{id}/retry", "operator"),
            Map.entry("POST /v1/sagas/{id}/compensate", "operator"),
            Map.entry("POST /v1/sagas/{id}/cancel", "operator"),
            Map.entry("POST /v1/sagas/{id}/resolve", "operator"),
            Map.entry("POST /v1/sagas/bulk", "operator"),
            Map.entry("GET /v1/acts", "viewer"),
            Map.entry("POST /v1/acts", "operator"),
            Map.entry("GET /v1/acts/{id}", "viewer"),
            Map.entry("GET /v1/acts/{id}/items", "viewer"),
            Map.entry("POST /v1/acts/{id}/run", "operator"),
            Map.entry("POST /v1/acts/{id}/stop", "operator"),
            Map.entry("POST /v1/relay/replay", "operator"),
            Map.entry("GET /v1/stats", "viewer"),
            Map.entry("GET /v1/audit", "viewer"),
            Map.entry("GET /v1/dead-letters", "viewer"),
            Map.entry("GET /v1/dead-letters/reasons", "viewer"),
            Map.entry("GET /v1/dead-letters/{id}", "viewer"),
            Map.entry("POST /v1/dead-letters/{id}/redrive", "operator"),
            Map.entry("POST /v1/dead-letters/{id}/discard", "operator"),
            Map.entry("POST /v1/dead-letters/bulk", "operator"));

    @Autowired
    private ApplicationContext process;

    @Test
    void everyEndpointIsForTheRoleThatIsStatedHere() {
        RoleMatrix.mustBe(process, WHO);
    }
}
