package checkout.order.webhook.sending;

import checkout.backing.webhook.WebhookReceiver;
import checkout.messaging.MessageIds;
import checkout.order.RunningOrderService;
import checkout.order.webhook.secret.SecretEncryption;
import checkout.order.webhook.secret.SigningSecret;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets a test take deliveries beside the dispatcher of the service that runs. */
abstract class RunningDeliveries extends RunningOrderService {
    static final Duration LEASE = Duration.ofSeconds(1);

    @Autowired
    DueDeliveries due;

    @Autowired
    JdbcTemplate database;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    private SecretEncryption encryption;

    final WebhookReceiver receiver = new WebhookReceiver();
    UUID endpoint = MessageIds.next();

    @BeforeEach
    void insertEndpoint() {
        endpoint = insertEndpoint("nobody");
    }

    @AfterEach
    void deleteEndpoint() {
        receiver.close();
        database.update("update webhook_endpoint set status = 'DELETED' where id = ?", endpoint);
    }

    UUID insertEndpoint(String storefront) {
        UUID id = MessageIds.next();
        database.update(
                "insert into webhook_endpoint (id, storefront, url, event_types, secret) values (?, ?, ?, '{x}', ?)",
                id,
                storefront,
                receiver.url(),
                encryption.encrypt(SigningSecret.generate(), id).bytes());
        return id;
    }

    void insertTest(UUID endpoint) {
        insert(endpoint, null);
    }

    /** Inserts a delivery about a checkout, or a test; returns its id. */
    UUID insert(UUID endpoint, @Nullable UUID checkout) {
        return database.queryForObject(
                "insert into webhook_delivery (id, endpoint_id, event_type, checkout_id, subject_id) values (next_webhook_delivery_id(), ?, 'webhook.test', ?, gen_random_uuid()) returning id",
                UUID.class,
                endpoint,
                checkout);
    }
}
