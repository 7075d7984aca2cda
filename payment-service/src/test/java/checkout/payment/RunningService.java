package checkout.payment;

import checkout.messaging.outbox.Outbox;
import checkout.payment.card.CardDesk;
import checkout.payment.ledger.Payments;
import checkout.testinfra.Infra;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service, started once for all tests: its calls time out after 800 ms, the slow card answers after 1500. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "checkout.demo=true",
            "checkout.consumer.concurrency=3",
            "checkout.payment.card.timeout=800ms",
            "checkout.payment.card.lease=2s",
            "checkout.payment.card.sweep-every=50ms"
        })
@Import(SettableClock.class)
abstract class RunningService {
    static final Network network = Network.running();

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    CardDesk cards;

    @Autowired
    Payments payments;

    @Autowired
    Outbox outbox;

    @Autowired
    SettableClock clock;

    @LocalServerPort
    int port;

    final UUID checkout = UUID.randomUUID();
    Orchestrator orchestrator;

    @DynamicPropertySource
    static void infra(DynamicPropertyRegistry registry) {
        Infra.register(registry, "payments");
        registry.add("checkout.payment.card.url", network::url);
    }

    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(Orchestrator.PATIENCE);
    }

    @BeforeEach
    void meet() {
        orchestrator = new Orchestrator(jdbc);
    }

    @AfterEach
    void repair() {
        network.faults("{}");
    }
}
