package checkout.lab.system;

import static org.awaitility.Awaitility.await;

import checkout.lab.http.JsonHttpClient;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A saga waits for one cause after the other. Red here: an operator who opens the console is not told within ten seconds which hop
 * did not happen and who owns it.
 */
class ConsoleWhyTest extends DiagnosisByConsole {
    private final List<Connection> locks = new ArrayList<>();

    @AfterEach
    void theStackIsAsBefore() throws SQLException, InterruptedException {
        for (Connection lock : locks) {
            lock.close();
        }
        providerFails(false);
        RunningStack.get().start();
    }

    @Test
    void inventoryServiceIsStopped() throws Exception {
        stop(INVENTORY);
        told("inventory-service is stopped", buy("tok_ok"), "inventory-service does not answer", INVENTORY);
    }

    /** The command is in Kafka before the relay stops, so that it is the answer that is not published. */
    @Test
    void theRelayIsStopped() throws Exception {
        stop(INVENTORY);
        String saga = buy("tok_ok");
        stop(RELAY);
        stack.start(List.of(stack.part(INVENTORY)), (part, took) -> {});
        told("the relay is stopped", saga, "outbox-relay does not answer", RELAY);
    }

    @Test
    void theProviderFails() throws Exception {
        providerFails(true);
        told("the provider fails", buy("tok_ok"), "the card provider last said", "card provider");
    }

    @Test
    void aRefusedCaptureIsStuck() throws Exception {
        String saga = buy("tok_capture_declined");
        awaitState(saga, "STUCK");
        told("a capture is refused past the pivot", saga, "CaptureRefused", "payment-service");
        endStuck(List.of(saga));
    }

    @Test
    void postgresDoesNotAnswerInventoryService() throws Exception {
        lock("lock table inventory.inbox in access exclusive mode");
        told("PostgreSQL does not answer inventory-service", buy("tok_ok"), "the database", INVENTORY);
    }

    /** Neither the authorization nor its answer is handled until the provider is down, so that it is the capture that fails. */
    @Test
    void theProviderIsDownPastThePivot() throws Exception {
        Connection payments = lock("lock table payments.inbox in access exclusive mode");
        String saga = buy("tok_ok");
        awaitSent(saga, "authorize payment");
        Connection sagas = lock("lock table sagas.inbox in access exclusive mode");
        payments.close();
        await().atMost(Duration.ofMinutes(1)).until(() -> isAuthorized(saga));
        providerFails(true);
        sagas.close();
        awaitSent(saga, "capture payment");
        told("the provider is down past the pivot", saga, "the card provider last said", "card provider");
    }

    private boolean isAuthorized(String saga) throws SQLException {
        try (Connection session = superuser();
                PreparedStatement query = session.prepareStatement(
                        "select from payments.payment where checkout_id = ?::uuid and status = 'AUTHORIZED'")) {
            query.setString(1, saga);
            return query.executeQuery().next();
        }
    }

    /** Until the connection is closed. */
    private Connection lock(String sql) throws SQLException {
        Connection session = superuser();
        locks.add(session);
        session.setAutoCommit(false);
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
        return session;
    }

    private void providerFails(boolean fails) throws InterruptedException {
        JsonHttpClient.anonymous()
                .put(stack.ports().url("provider-simulator") + "/v1/faults", fails ? "{\"errorRate\":1.0}" : "{}")
                .bodyIfSuccessful();
    }
}
