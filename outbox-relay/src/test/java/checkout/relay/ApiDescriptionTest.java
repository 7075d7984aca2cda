package checkout.relay;

import checkout.apichecks.Caller;
import checkout.apichecks.DescribedApi;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestInstance;

/** If this fails, docs/api/outbox-relay.yaml tells something else than the relay does. */
@Order(Integer.MAX_VALUE)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiDescriptionTest implements DescribedApi {
    private RelayProcess relay;

    @BeforeAll
    void start() throws IOException {
        TestDatabase database = TestServers.database("relay");
        OutboxTable.create(database, "orders");
        relay = RelayProcess.start(database, TestServers.kafka()).awaitState("test", "WORKING");
    }

    @AfterAll
    void stop() throws IOException {
        relay.close();
    }

    @Override
    public URI service() {
        return relay.uri("/");
    }

    @Override
    public boolean inItsOwnProcess() {
        return true;
    }

    @Override
    public Map<String, String> callers() {
        return Map.of(
                "metrics", Caller.basic("metrics", "metricss"),
                "viewer", Caller.basic("viewer", "viewers"),
                "operator", Caller.basic("operator", "operators"),
                "admin", Caller.basic("admin", "admins"),
                "service", Caller.basic("service", "services"));
    }
}
