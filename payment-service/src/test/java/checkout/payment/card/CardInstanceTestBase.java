package checkout.payment.card;

import checkout.contracts.MessageType;
import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.outbox.OutboxSettings;
import checkout.messaging.tracing.Spans;
import checkout.payment.pending.PaymentReplyAddress;
import checkout.payment.pending.PendingCall;
import checkout.payment.provider.CardSettings;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument.Card;
import checkout.payment.state.Payments;
import checkout.testinfra.TestServers;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** A database, and any number of instances of what calls the provider. */
abstract class CardInstanceTestBase {
    static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<AnnotationConfigApplicationContext> instances = new ArrayList<>();
    private HikariDataSource connections;
    JdbcTemplate jdbc;

    @BeforeEach
    void createDatabase() {
        connections = new HikariDataSource();
        connections.setDataSource(TestServers.database("payments")
                .migrate("classpath:db/messaging", "classpath:db/migration")
                .service());
        connections.setMaximumPoolSize(8);
        jdbc = new JdbcTemplate(connections);
    }

    @AfterEach
    void close() {
        closeInstances();
        connections.close();
    }

    void closeInstances() {
        instances.forEach(AnnotationConfigApplicationContext::close);
    }

    /** An instance of what calls the provider, without Kafka. */
    AnnotationConfigApplicationContext start(CardSettings settings) {
        AnnotationConfigApplicationContext instance = new AnnotationConfigApplicationContext();
        MessageTypeRegistry types =
                MessageTypeRegistry.of(MessageType.ALL, MessageType::name, MessageType::topic, MessageType::body);
        instance.registerBean(CardSettings.class, () -> settings);
        instance.registerBean(JdbcTemplate.class, () -> jdbc);
        instance.registerBean(DataSourceTransactionManager.class, () -> new DataSourceTransactionManager(connections));
        instance.registerBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new);
        instance.registerBean(JsonMapper.class, () -> JSON);
        instance.registerBean(Spans.class, Spans::off);
        instance.registerBean(Outbox.class, () -> new Outbox(jdbc, types, JSON, new OutboxSettings(1_000_000)));
        instance.scan(
                "checkout.payment.card",
                "checkout.payment.limit",
                "checkout.payment.provider",
                "checkout.payment.refund",
                "checkout.payment.state");
        instance.refresh();
        instances.add(instance);
        return instance;
    }

    static List<UUID> insert(AnnotationConfigApplicationContext instance, int count, IntFunction<String> token) {
        List<Payment> payments = IntStream.range(0, count)
                .mapToObj(i -> Payment.requested(
                        MessageIds.next(),
                        new Card(1998, "EUR", token.apply(i)),
                        PendingCall.due(PaymentReplyAddress.NOBODY),
                        null))
                .toList();
        Effects effects = new Effects();
        instance.getBean(Payments.class).insert(payments, effects);
        instance.getBean(Outbox.class).send(effects);
        instance.getBean(CardCallWorker.class).wakeUp();
        return payments.stream().map(Payment::checkoutId).toList();
    }
}
