package checkout.payment;

import checkout.messaging.outbox.Outbox;
import checkout.payment.card.CardCallWorker;
import checkout.payment.refund.Refunds;
import checkout.payment.state.Payments;
import checkout.testinfra.CountedStatements;
import checkout.testinfra.SpanCollector;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestProducer;
import checkout.testinfra.TestServers;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Starts the service once for all tests. Its calls time out after 800 ms; the slow card answers after 1500 ms. */
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "checkout.demo=true",
            "checkout.users.metrics.password=password-of-metrics",
            "management.prometheus.metrics.export.enabled=true",
            "checkout.users.viewer.password=viewer-password",
            "checkout.users.operator.password=operator-password",
            "checkout.users.admin.password=admin-password",
            "checkout.users.service.password=service-password",
            "checkout.consumer.concurrency=3",
            "checkout.payment.card.timeout=800ms",
            "checkout.payment.card.lease=2s",
            "checkout.payment.card.sweep-every=50ms",
            "checkout.payment.card.challenge=4s",
            "checkout.payment.callback.secret=" + PaymentServiceTestBase.CALLBACK_SECRET,
            "checkout.payment.expiry.every=200ms",
            "checkout.payment.reconciliation.every=0s"
        })
@Import(CountedStatements.class)
abstract class PaymentServiceTestBase {
    static final String CALLBACK_SECRET = "only-for-these-tests";

    static TestDatabase database;
    static final ProviderSimulatorProcess provider = ProviderSimulatorProcess.running();
    static final SpanCollector collector = SpanCollector.start();

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    CardCallWorker cardCalls;

    @Autowired
    Payments payments;

    @Autowired
    Refunds refunds;

    @Autowired
    Outbox outbox;

    @LocalServerPort
    int port;

    @Value("${spring.kafka.bootstrap-servers}")
    private String kafka = "";

    final UUID checkout = UUID.randomUUID();
    CommandSender orchestrator;

    @DynamicPropertySource
    static void infra(DynamicPropertyRegistry registry) {
        database = TestServers.register(registry, "payments");
        registry.add("checkout.payment.card.url", provider::url);
        registry.add("checkout.tracing.endpoint", collector::endpoint);
    }

    @BeforeEach
    void createOrchestrator() {
        orchestrator = new CommandSender(jdbc, TestProducer.to(kafka));
    }

    @AfterEach
    void clearFaults() {
        provider.faults("{}");
    }
}
