package checkout.relay;

import checkout.apichecks.DescribedApi;
import checkout.apichecks.RunningService;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Isolated;

/** If this fails, docs/api/outbox-relay.yaml tells something else than the relay does. */
@Isolated("isolated classes run after all others, and this one knows what they have seen")
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
    public RunningService service() {
        return RunningService.inItsOwnProcess(relay.port())
                .user("metrics", "metricss")
                .user("viewer", "viewers")
                .user("operator", "operators")
                .user("admin", "admins")
                .user("service", "services");
    }
}
