package checkout.relay;

import checkout.testinfra.RoleMatrix;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Red here: somebody may call an endpoint of the relay whose role does not permit it, or nobody has said who may. */
class RoleMatrixTest {
    private static final Map<String, String> OF_CONTROLLERS = Map.of(
            "GET /v1/relay", "viewer or service",
            "GET /v1/relay/rows/{id}", "service",
            "POST /v1/relay/replay", "operator or service",
            "GET /v1/quarantine", "viewer",
            "GET /v1/quarantine/{source}/{id}", "viewer",
            "POST /v1/quarantine/{source}/{id}/send", "operator",
            "POST /v1/quarantine/{source}/{id}/discard", "operator",
            "POST /v1/quarantine/bulk", "operator");

    private static final Map<String, String> OF_OPERATIONS = Map.of(
            "GET /actuator/health", "everybody",
            "GET /actuator/metrics", "viewer",
            "GET /actuator/prometheus", "metrics",
            "GET /actuator", "nobody",
            "GET /openapi.json", "everybody",
            "GET /openapi.yaml", "everybody",
            "GET /errors", "everybody",
            "GET /errors/{type}", "everybody",
            "GET /error", "nobody");

    @Test
    void everyEndpointIsForTheRoleThatIsStatedHere() throws Exception {
        Set<String> endpoints = new TreeSet<>(RoleMatrix.endpoints("checkout.relay"));
        endpoints.addAll(OF_OPERATIONS.keySet());
        Map<String, String> who = new HashMap<>(OF_CONTROLLERS);
        who.putAll(OF_OPERATIONS);
        TestDatabase database = TestServers.database("relay");
        OutboxTable.create(database, "orders");
        try (RelayProcess relay =
                RelayProcess.start(database, TestServers.kafka()).awaitReady()) {
            new RoleMatrix(relay.port(), RelayProcess::password).mustBe(endpoints, who);
        }
    }
}
