package checkout.payment.reconciliation;

import checkout.contracts.MessageType;
import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.outbox.OutboxSettings;
import checkout.messaging.tracing.Spans;
import checkout.payment.ProviderSimulatorProcess;
import checkout.payment.card.CardCallWorker;
import checkout.payment.pending.PaymentReplyAddress;
import checkout.payment.pending.PendingCall;
import checkout.payment.provider.CardSettings;
import checkout.payment.provider.TestCardSettings;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentInstrument.Card;
import checkout.payment.state.Payments;
import checkout.testinfra.TestServers;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import tools.jackson.databind.json.JsonMapper;

/** Payments with a database and a provider of their own, made by what makes them in the service, but without Kafka. */
final class ComparedShop {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    static final long AMOUNT = 1998;

    final ProviderSimulatorProcess provider = ProviderSimulatorProcess.withEmptyLedger();
    final JdbcTemplate jdbc;
    private final HikariDataSource connections = new HikariDataSource();
    private final AnnotationConfigApplicationContext cards;

    private ComparedShop() {
        connections.setDataSource(TestServers.database("payments")
                .migrate("classpath:db/messaging", "classpath:db/migration")
                .service());
        connections.setMaximumPoolSize(8);
        jdbc = new JdbcTemplate(connections);
        cards = context(provider.url(), Map.of(), Map.of());
        cards.scan("checkout.payment.card", "checkout.payment.refund", "checkout.payment.state");
        cards.refresh();
    }

    /** One for all tests of this JVM. */
    static ComparedShop open() {
        return Holder.INSTANCE;
    }

    /** An instance of what compares, which takes a step when a test says so. */
    AnnotationConfigApplicationContext reconciler(String providerUrl, Map<String, String> changes) {
        return reconciler(providerUrl, changes, Map.of());
    }

    AnnotationConfigApplicationContext reconciler(
            String providerUrl, Map<String, String> changes, Map<String, String> cardChanges) {
        AnnotationConfigApplicationContext instance = context(providerUrl, changes, cardChanges);
        instance.scan("checkout.payment.reconciliation.difference");
        instance.register(
                ReconciliationRuns.class,
                PacedProviderLedger.class,
                PageComparison.class,
                SuspectComparison.class,
                ReconciliationSteps.class);
        instance.refresh();
        return instance;
    }

    private AnnotationConfigApplicationContext context(
            String providerUrl, Map<String, String> changes, Map<String, String> cardChanges) {
        MessageTypeRegistry types =
                MessageTypeRegistry.of(MessageType.ALL, MessageType::name, MessageType::topic, MessageType::body);
        Map<String, String> cardSettings =
                new HashMap<>(Map.of("timeout", "2s", "sweep-every", "20ms", "first-retry", "20ms"));
        cardSettings.putAll(cardChanges);
        CardSettings card = TestCardSettings.of(providerUrl, cardSettings);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(CardSettings.class, () -> card);
        context.registerBean(ReconciliationSettings.class, () -> settings(changes));
        context.registerBean(JdbcTemplate.class, () -> jdbc);
        context.registerBean(DataSourceTransactionManager.class, () -> new DataSourceTransactionManager(connections));
        context.registerBean(SimpleMeterRegistry.class, SimpleMeterRegistry::new);
        context.registerBean(JsonMapper.class, () -> JSON);
        context.registerBean(Spans.class, Spans::off);
        context.registerBean(Outbox.class, () -> new Outbox(jdbc, types, JSON, new OutboxSettings(1_000_000)));
        context.scan("checkout.payment.limit", "checkout.payment.provider");
        return context;
    }

    private static ReconciliationSettings settings(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "page-size", "4",
                "calls-per-second", "1000",
                "unchanged-for", "0s",
                "second-look-after", "20ms",
                "first-retry", "5ms",
                "last-retry", "20ms"));
        settings.putAll(changes);
        Map<String, String> prefixed = new HashMap<>();
        settings.forEach((name, value) -> prefixed.put("checkout.payment.reconciliation." + name, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bind("checkout.payment.reconciliation", ReconciliationSettings.class)
                .get();
    }

    CardCallWorker cardCalls() {
        return cards.getBean(CardCallWorker.class);
    }

    UUID requested(String token) {
        UUID checkout = MessageIds.next();
        Effects effects = new Effects();
        cards.getBean(Payments.class)
                .insert(
                        List.of(Payment.requested(
                                checkout,
                                new Card(AMOUNT, "EUR", token),
                                PendingCall.due(PaymentReplyAddress.NOBODY),
                                null)),
                        effects);
        cards.getBean(Outbox.class).send(effects);
        cardCalls().wakeUp();
        return checkout;
    }

    UUID paid(String token, String status) {
        UUID checkout = requested(token);
        awaitStatus(checkout, status);
        return checkout;
    }

    UUID authorized() {
        return paid("tok_ok", "AUTHORIZED");
    }

    UUID captured() {
        UUID checkout = authorized();
        capture(checkout);
        return checkout;
    }

    void capture(UUID checkout) {
        owe(checkout, "CAPTURING");
        awaitStatus(checkout, "CAPTURED");
    }

    void voidPayment(UUID checkout) {
        owe(checkout, "VOIDING");
        awaitStatus(checkout, "VOIDED");
    }

    /** As a command would: the payment owes the provider a call. */
    void owe(UUID checkout, String status) {
        jdbc.update(
                "update payment set status = ?, next_call_at = now(), attempt = 0, updated_at = now() where checkout_id = ?",
                status,
                checkout);
        cardCalls().wakeUp();
    }

    void refund(UUID checkout, long amount) {
        UUID returnId = MessageIds.next();
        jdbc.update("""
                with paid as (
                    update payment set refunded = refunded + ?, updated_at = now() where checkout_id = ? returning checkout_id)
                insert into refund (return_id, checkout_id, status, amount, currency, next_call_at)
                select ?, checkout_id, 'REQUESTED', ?, 'EUR', now() from paid
                """, amount, checkout, returnId, amount);
        cardCalls().wakeUpForRefunds();
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> "REFUNDED"
                .equals(jdbc.queryForObject("select status from refund where return_id = ?", String.class, returnId)));
    }

    UUID paidByWallet() {
        UUID checkout = MessageIds.next();
        jdbc.update("""
                insert into payment (checkout_id, status, method, amount, currency, reference)
                values (?, 'CAPTURED', 'WALLET', 500, 'EUR', 'hold_1')
                """, checkout);
        return checkout;
    }

    void awaitStatus(UUID checkout, String status) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> status.equals(jdbc.queryForObject(
                        "select status from payment where checkout_id = ?", String.class, checkout)));
    }

    /** Waits until the query of a condition on the checkout is true. */
    void await(String condition, UUID checkout) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> Boolean.TRUE.equals(jdbc.queryForObject(condition, Boolean.class, checkout)));
    }

    private static final class Holder {
        static final ComparedShop INSTANCE = new ComparedShop();
    }
}
