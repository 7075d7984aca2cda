package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.payment.CommandSender.ReceivedReply;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** If this fails, money of a wallet is held, spent or given back wrongly, or spent twice. */
class WalletStoriesTest extends PaymentServiceTestBase {
    private final String account = "w-" + UUID.randomUUID();

    @BeforeEach
    void openAnAccount() {
        TestWallets.open(jdbc, account, "EUR", 10_000);
    }

    @Test
    void holdsThenCaptures() {
        orchestrator.authorizeWallet(checkout, account, "30.00");
        assertThat(orchestrator.awaitReply(checkout).type()).isEqualTo("payments.PaymentAuthorized.v1");
        assertBalances(7000, 10000);

        orchestrator.capture(checkout);
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo("payments.PaymentCaptured.v1");
        assertBalances(7000, 7000);
    }

    @Test
    void declinesAWalletOfAnotherCurrency() {
        String dollars = "w-" + UUID.randomUUID();
        TestWallets.open(jdbc, dollars, "USD", 10_000);
        orchestrator.authorizeWallet(checkout, dollars, "30.00");

        ReceivedReply reply = orchestrator.awaitReply(checkout);
        assertThat(reply.type()).isEqualTo("payments.PaymentDeclined.v1");
        assertThat(reply.text("detail")).isEqualTo("currency_mismatch");
        assertBalances(10000, 10000);
    }

    @Test
    void voidsHeldAndCapturedPayments() {
        orchestrator.authorizeWallet(checkout, account, "30.00");
        orchestrator.awaitReply(checkout);
        orchestrator.voidPayment(checkout);
        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo("payments.PaymentVoided.v1");
        assertBalances(10000, 10000);

        UUID captured = UUID.randomUUID();
        orchestrator.authorizeWallet(captured, account, "30.00");
        orchestrator.awaitReply(captured);
        orchestrator.capture(captured);
        orchestrator.awaitReply(captured, 2);
        orchestrator.voidPayment(captured);
        orchestrator.awaitReply(captured, 3);
        orchestrator.voidPayment(captured);
        orchestrator.awaitReply(captured, 4);
        assertBalances(10000, 10000);
    }

    @Test
    void declinesUnknownAndInsufficientWallets() {
        orchestrator.authorizeWallet(checkout, account, "100.01");
        assertThat(orchestrator.awaitReply(checkout).text("detail")).isEqualTo("insufficient_funds");
        UUID unknown = UUID.randomUUID();
        orchestrator.authorizeWallet(unknown, "nobody", "1.00");
        assertThat(orchestrator.awaitReply(unknown).text("detail")).isEqualTo("unknown_account");
        UUID empty = UUID.randomUUID();
        orchestrator.authorizeWallet(empty, "wallet-empty", "0.01");
        assertThat(orchestrator.awaitReply(empty).type()).isEqualTo("payments.PaymentDeclined.v1");
        assertBalances(10000, 10000);
    }

    @Test
    void repeatsTheReplyAndHoldsOnce() {
        orchestrator.authorizeWallet(checkout, account, "30.00");
        ReceivedReply first = orchestrator.awaitReply(checkout);
        orchestrator.authorizeWallet(checkout, account, "30.00");

        assertThat(orchestrator.awaitReply(checkout, 2).body()).isEqualTo(first.body());
        assertBalances(7000, 10000);
    }

    @Test
    void refusesALateAuthorizationAfterItsVoid() {
        orchestrator.voidPayment(checkout);
        orchestrator.awaitReply(checkout);
        orchestrator.authorizeWallet(checkout, account, "30.00");

        assertThat(orchestrator.awaitReply(checkout, 2).type()).isEqualTo("checkout.AlreadyUndone.v1");
        assertBalances(10000, 10000);
    }

    @Test
    void concurrentBatchesNeverOverdrawAHotWallet() {
        List<UUID> checkouts = Stream.generate(UUID::randomUUID).limit(300).toList();
        checkouts.parallelStream().forEach(id -> orchestrator.authorizeWallet(id, account, "1.00"));

        var outcomes = checkouts.stream()
                .map(id -> orchestrator.awaitReply(id).type())
                .collect(Collectors.groupingBy(type -> type, Collectors.counting()));

        assertThat(outcomes)
                .containsEntry("payments.PaymentAuthorized.v1", 100L)
                .containsEntry("payments.PaymentDeclined.v1", 200L);
        assertBalances(0, 10000);
        assertThat(jdbc.queryForObject(
                        "select sum(amount) from hold where account_id = ? and status = 'HELD'", long.class, account))
                .isEqualTo(10000);
    }

    @Test
    void theDemoShopHasWallets() {
        // balances change, what they were opened with does not
        assertThat(jdbc.queryForObject("""
                        select count(*) from ledger_transfer
                        where funding = 'demo' and wallet ~ '^wallet-[0-9]{3}$' and amount = 100000000
                        """, int.class)).isEqualTo(100);
    }

    private void assertBalances(long available, long ledger) {
        assertThat(jdbc.queryForMap("select available, ledger from account where id = ?", account))
                .containsEntry("available", available)
                .containsEntry("ledger", ledger);
    }
}
