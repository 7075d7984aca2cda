package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.CommandSender.ReceivedReply;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** If this fails, a refund creates or loses money of a wallet, or is paid twice. */
class WalletRefundStoriesTest extends PaymentServiceTestBase {
    private static final String REFUNDED = "payments.PaymentRefunded.v1";
    private static final long MONEY = 10_000;

    private final String account = "w-" + UUID.randomUUID();
    private final UUID returnId = UUID.randomUUID();

    @BeforeEach
    void openAnAccount() {
        TestWallets.open(jdbc, account, "EUR", MONEY);
    }

    @Test
    void releasesPartOfAHoldAndCapturesTheRest() {
        hold();
        refund(returnId, "10.00");
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo(REFUNDED);
        assertBalances(8000, 10000);

        orchestrator.capture(checkout);
        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo("payments.PaymentCaptured.v1");
        assertBalances(8000, 8000);
    }

    @Test
    void creditsWhatWasCaptured() {
        hold();
        capture();
        refund(returnId, "10.00");
        orchestrator.awaitReply(checkout, 3);
        assertBalances(8000, 8000);

        refund(UUID.randomUUID(), "20.00");
        assertThat(orchestrator.awaitReply(checkout, 4).type()).isEqualTo(REFUNDED);
        assertBalances(10000, 10000);
    }

    @Test
    void capturesNothingAfterAFullRefund() {
        hold();
        refund(returnId, "30.00");
        orchestrator.awaitReply(checkout, 2);
        orchestrator.capture(checkout);
        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo("payments.PaymentCaptured.v1");
        assertBalances(10000, 10000);
    }

    @Test
    void voidsOnlyTheRest() {
        hold();
        refund(returnId, "10.00");
        orchestrator.voidPayment(checkout);
        assertThat(orchestrator.awaitReply(checkout, 3).type()).isEqualTo("payments.PaymentVoided.v1");
        assertBalances(10000, 10000);
    }

    @Test
    void voidsOnlyTheRestOfACapture() {
        hold();
        capture();
        refund(returnId, "10.00");
        orchestrator.voidPayment(checkout);
        orchestrator.awaitReply(checkout, 4);
        assertBalances(10000, 10000);
    }

    @Test
    void refundsAReturnOnceAndDeclinesTooMuch() {
        hold();
        refund(returnId, "10.00");
        refund(returnId, "10.00");
        ReceivedReply second = orchestrator.awaitReply(checkout, 3);
        assertThat(second.type()).isEqualTo(REFUNDED);
        refund(UUID.randomUUID(), "20.01");
        assertThat(orchestrator.awaitReply(checkout, 4).text("detail")).isEqualTo("refund_exceeds_payment");
        assertBalances(8000, 10000);
    }

    @Test
    void moneyIsConservedByRandomCommands() {
        Random random = new Random(17);
        List<UUID> checkouts = Stream.generate(UUID::randomUUID).limit(25).toList();
        checkouts.forEach(id -> orchestrator.authorizeWallet(id, account, "%d.00".formatted(1 + random.nextInt(4))));
        int commands = 150;
        for (int i = 0; i < commands; i++) {
            UUID id = checkouts.get(random.nextInt(checkouts.size()));
            switch (random.nextInt(8)) {
                case 0 -> orchestrator.voidPayment(id);
                case 1 -> orchestrator.capture(id);
                default -> orchestrator.refund(id, UUID.randomUUID(), "0.%02d".formatted(1 + random.nextInt(99)));
            }
        }
        CommandSender.eventually().untilAsserted(() -> assertThat(checkouts.stream()
                        .mapToInt(id -> orchestrator.replies(id).size())
                        .sum())
                .isEqualTo(checkouts.size() + commands));

        assertThat(jdbc.queryForObject("select count(*) from refund where status = 'REFUNDED'", int.class))
                .isPositive();
        assertMoneyIsConserved();
    }

    private void hold() {
        orchestrator.authorizeWallet(checkout, account, "30.00");
        orchestrator.awaitReply(checkout);
    }

    private void capture() {
        orchestrator.capture(checkout);
        orchestrator.awaitReply(checkout, 2);
    }

    private void refund(UUID id, String amount) {
        orchestrator.refund(checkout, id, amount);
    }

    private void assertBalances(long available, long ledger) {
        assertThat(jdbc.queryForMap("select available, ledger from account where id = ?", account))
                .containsEntry("available", available)
                .containsEntry("ledger", ledger);
        assertMoneyIsConserved();
    }

    private void assertMoneyIsConserved() {
        assertThat(sum("select ledger - available from account where id = ?")).isEqualTo(holds("HELD"));
        assertThat(sum("select ledger from account where id = ?")).isEqualTo(MONEY - holds("CAPTURED"));
        assertThat(sum("""
                select count(*) from payment join hold using (checkout_id)
                where account_id = ? and hold.amount <> payment.amount - refunded
                """)).isZero();
        assertThat(sum("""
                select count(*) from payment join hold using (checkout_id)
                where account_id = ?
                  and refunded <> (select coalesce(sum(refund.amount), 0) from refund
                                   where refund.checkout_id = payment.checkout_id and refund.status = 'REFUNDED')
                """)).isZero();
    }

    private long holds(String status) {
        return sum(
                "select coalesce(sum(amount), 0) from hold where account_id = ? and status = '%s'".formatted(status));
    }

    private long sum(String query) {
        return jdbc.queryForObject(query, Long.class, account);
    }
}
