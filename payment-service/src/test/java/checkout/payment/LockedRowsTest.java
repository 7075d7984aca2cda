package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** If this fails, a row that someone else has locked keeps payments waiting that do not need it, or one is lost. */
class LockedRowsTest extends PaymentServiceTestBase {
    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(500);

    @Test
    void onlyTheCheckoutsThatNeedALockedWalletWait() throws SQLException {
        List<UUID> others = Stream.generate(UUID::randomUUID).limit(50).toList();

        try (Connection stranger = lock("account", "id", "wallet-001")) {
            orchestrator.authorizeWallet(checkout, "wallet-001", "1.00");
            orchestrator.capture(checkout);
            others.forEach(other -> orchestrator.authorizeWallet(other, "wallet-002", "1.00"));

            awaitReplies(others, 50);
            assertThat(orchestrator.replies(checkout)).isEmpty();
            stranger.rollback();
        }

        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo("payments.PaymentCaptured.v1");
    }

    @Test
    void theResultsOfOtherCardsAreWrittenWhileAPaymentIsLocked() throws SQLException {
        List<UUID> others = Stream.generate(UUID::randomUUID).limit(20).toList();
        provider.faults("{\"latencyMs\":300}");
        orchestrator.authorizeCard(checkout, "tok_ok");
        orchestrator.awaitStatus(checkout, "REQUESTED");

        try (Connection stranger = lock("payment", "checkout_id", checkout)) {
            others.forEach(other -> orchestrator.authorizeCard(other, "tok_ok"));

            awaitReplies(others, 20);
            assertThat(orchestrator.replies(checkout)).isEmpty();
            stranger.rollback();
        }

        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertThat(provider.account(checkout).path("charges").asInt()).isEqualTo(1);
    }

    /** More of them have ended than the sweep takes at once. */
    @Test
    void onlyTheHoldsOnALockedWalletStayWhenTheyEnd() throws SQLException {
        List<UUID> held = Stream.generate(UUID::randomUUID).limit(101).toList();
        held.forEach(each -> orchestrator.holdWallet(each, "wallet-001", "0.01", Duration.ofHours(1)));
        awaitReplies(held, held.size());
        UUID wallet = UUID.randomUUID();
        UUID card = UUID.randomUUID();

        try (Connection stranger = lock("account", "id", "wallet-001")) {
            jdbc.update(
                    "update payment set hold_until = now() - interval '1 minute' where checkout_id = any (?)",
                    (Object) held.toArray(UUID[]::new));
            orchestrator.holdWallet(wallet, "wallet-002", "1.00", SHORT);
            orchestrator.holdCard(card, "tok_ok", SHORT);

            orchestrator.awaitStatus(wallet, "EXPIRED");
            orchestrator.awaitStatus(card, "EXPIRED");
            assertThat(held).allMatch(each -> orchestrator.status(each).equals("AUTHORIZED"));
            stranger.rollback();
        }

        held.forEach(each -> orchestrator.awaitStatus(each, "EXPIRED"));
    }

    @Test
    void onlyTheHoldThatIsLockedStaysWhenItEnds() throws SQLException {
        orchestrator.holdWallet(checkout, "wallet-002", "1.00", Duration.ofHours(1));
        orchestrator.awaitReply(checkout);
        UUID other = UUID.randomUUID();

        try (Connection stranger = lock("hold", "checkout_id", checkout)) {
            jdbc.update("update payment set hold_until = now() - interval '1 minute' where checkout_id = ?", checkout);
            orchestrator.holdWallet(other, "wallet-002", "1.00", SHORT);

            orchestrator.awaitStatus(other, "EXPIRED");
            assertThat(orchestrator.status(checkout)).isEqualTo("AUTHORIZED");
            stranger.rollback();
        }

        orchestrator.awaitStatus(checkout, "EXPIRED");
    }

    private void awaitReplies(List<UUID> checkouts, long count) {
        CommandSender.eventually().atMost(BOUND).untilAsserted(() -> assertThat(jdbc.queryForObject(
                        "select count(*) from outbox where topic = 'checkout.replies' and message_key = any (?)",
                        long.class,
                        (Object) checkouts.stream().map(UUID::toString).toArray(String[]::new)))
                .isEqualTo(count));
    }

    private static Connection lock(String table, String column, Object value) throws SQLException {
        Connection connection = database.superuser().getConnection();
        connection.setAutoCommit(false);
        try (PreparedStatement statement = connection.prepareStatement(
                "select from payments.%s where %s = ? for update".formatted(table, column))) {
            statement.setObject(1, value);
            statement.executeQuery();
        }
        return connection;
    }
}
