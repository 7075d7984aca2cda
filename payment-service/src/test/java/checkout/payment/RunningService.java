package checkout.payment;

import checkout.messaging.outbox.Outbox;
import checkout.payment.card.CardCallWorker;
import checkout.payment.payments.Payments;
import checkout.testinfra.TestServers;
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
    static final FakeCardProvider network = FakeCardProvider.running();

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    CardCallWorker cards;

    @Autowired
    Payments payments;

    @Autowired
    Outbox outbox;

    @Autowired
    SettableClock clock;

    @LocalServerPort
    int port;

    final UUID checkout = UUID.randomUUID();
    CommandSender orchestrator;

    @DynamicPropertySource
    static void infra(DynamicPropertyRegistry registry) {
        TestServers.register(registry, "payments");
        registry.add("checkout.payment.card.url", network::url);
    }

    @BeforeAll
    static void bePatient() {
        Awaitility.setDefaultTimeout(CommandSender.PATIENCE);
    }

    @BeforeEach
    void meet() {
        orchestrator = new CommandSender(jdbc);
    }

    @AfterEach
    void repair() {
        network.faults("{}");
    }
}
