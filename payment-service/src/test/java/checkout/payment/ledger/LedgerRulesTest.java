package checkout.payment.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.fault.FaultKind;
import checkout.messaging.fault.Faults;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.TestWallets;
import checkout.payment.statement.Differences;
import checkout.testinfra.TestDatabase;
import checkout.testinfra.TestServers;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/** If this fails, the database accepts books that do not balance, or that were changed afterwards. */
class LedgerRulesTest {
    private static final TestDatabase DATABASE =
            TestServers.database("payments").migrate("classpath:db/messaging", "classpath:db/migration");

    private final JdbcTemplate jdbc = new JdbcTemplate(DATABASE.service());
    private final String wallet = "w-" + UUID.randomUUID();
    private final UUID checkout = MessageIds.next();

    @BeforeEach
    void openAWallet() {
        TestWallets.open(jdbc, wallet, "EUR", 100);
    }

    @Test
    void aTransferMovesTheBalancesOfItsWallet() {
        book(TransferKind.HOLD_PLACED, 60);
        assertBalances(40, 60);
        book(TransferKind.HOLD_CAPTURED, 50);
        assertBalances(40, 10);
        book(TransferKind.HOLD_RELEASED, 10);
        assertBalances(50, 0);
        book(TransferKind.WALLET_CAPTURE_VOIDED, 50);
        assertBalances(100, 0);
        assertThat(Differences.in(jdbc)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger_transfer set amount = amount + 1",
                "update ledger_transfer set kind = kind where false",
                "delete from ledger_transfer",
                "truncate ledger_transfer"
            })
    void entriesNeverChange(String change) {
        assertThatThrownBy(() -> new JdbcTemplate(DATABASE.owner()).execute(change))
                .rootCause()
                .hasMessageContaining("Entries of the ledger never change");
        assertThatThrownBy(() -> jdbc.execute(change))
                .rootCause()
                .hasMessageMatching("(?s).*(never change|permission denied).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table ledger_transfer disable trigger transfers_never_change",
                "drop trigger balances_change_with_transfers on account",
                "alter table account drop constraint nothing_overdrawn",
                "set session_replication_role = replica"
            })
    void theServiceCannotTurnTheRulesOff(String change) {
        assertThatThrownBy(() -> jdbc.execute(change))
                .rootCause()
                .hasMessageMatching("(?s).*(must be owner|permission denied).*");
    }

    @Test
    void balancesDoNotChangeWithoutATransfer() {
        refused("transfers of the ledger", () -> jdbc.update("update account set available = 99 where id = ?", wallet));
        refused("transfers of the ledger", () -> jdbc.update("update account set ledger = 101 where id = ?", wallet));
        refused(
                "transfers of the ledger",
                () -> jdbc.update("update account set currency = 'USD' where id = ?", wallet));
        refused("A wallet with money", () -> jdbc.update("delete from account where id = ?", wallet));
        refused(
                "opened empty",
                () -> jdbc.update(
                        "insert into account (id, currency, available, ledger) values ('rich', 'EUR', 1, 1)"));
        assertBalances(100, 0);
    }

    /** A message is not at fault when the program is: a consumer halts then. Otherwise it would give up every payment. */
    @Test
    void anOlderProgramThatChangesBalancesItselfIsStopped() {
        assertThatThrownBy(() -> jdbc.update("update account set available = 99 where id = ?", wallet))
                .satisfies(refusal -> assertThat(Faults.kindOf(refusal)).isEqualTo(FaultKind.INSTALLATION));
    }

    @Test
    void noBalanceGoesBelowItsFloor() {
        refused("nothing_overdrawn", () -> book(TransferKind.HOLD_PLACED, 101));
        refused("holds_are_covered", () -> book(TransferKind.HOLD_CAPTURED, 1));
        refused("holds_are_covered", () -> book(TransferKind.HOLD_RELEASED, 1));
        assertBalances(100, 0);
        assertThat(count("select count(*) from ledger_transfer where wallet = ?"))
                .isEqualTo(1);
    }

    @Test
    void aTransferIsBookedOnce() {
        book(TransferKind.HOLD_PLACED, 10);
        assertThatThrownBy(() -> book(TransferKind.HOLD_PLACED, 10)).isInstanceOf(DuplicateKeyException.class);

        UUID returnId = MessageIds.next();
        book(new WalletTransfer(TransferKind.HOLD_REDUCED, wallet, 5, "EUR", checkout, returnId));
        assertThatThrownBy(() ->
                        book(new WalletTransfer(TransferKind.WALLET_REFUNDED, wallet, 5, "EUR", checkout, returnId)))
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> TestWallets.fund(jdbc, wallet, "EUR", 1, "opening"))
                .isInstanceOf(DuplicateKeyException.class);
        assertBalances(95, 5);
    }

    @Test
    void aWalletThatWasFundedByMistakeIsCorrectedByAPaymentOut() {
        payOut("mistake", 40);
        assertBalances(60, 0);
        refused("nothing_overdrawn", () -> payOut("too much", 61));
        refused("a_wallet_is_funded_once", () -> payOut("mistake", 1));
    }

    private void payOut(String name, long amount) {
        jdbc.update("""
                insert into ledger_transfer (kind, debit, credit, amount, currency, wallet, funding)
                values ('WALLET_PAID_OUT', 'wallet:' || ?, 'funding:EUR', ?, 'EUR', ?, ?)
                """, wallet, amount, wallet, name);
    }

    @Test
    void aWalletHasOneCurrencyAndMustExist() {
        refused(
                "no wallet %s in USD".formatted(wallet),
                () -> book(new WalletTransfer(TransferKind.HOLD_PLACED, wallet, 1, "USD", checkout, null)));
        refused(
                "no wallet nobody in EUR",
                () -> book(new WalletTransfer(TransferKind.HOLD_PLACED, "nobody", 1, "EUR", checkout, null)));
    }

    /** Among others: money from nowhere, a capture that goes to the wallet, another wallet's hold, no amount. */
    @ParameterizedTest
    @CsvSource({
        "WALLET_FUNDED, settlement:EUR, wallet:W, 1",
        "HOLD_CAPTURED, held:W, wallet:W, 1",
        "HOLD_PLACED, wallet:W, held:other, 1",
        "HOLD_PLACED, held:W, wallet:W, 1",
        "CARD_CAPTURED, provider:EUR, settlement:EUR, 1",
        "HOLD_REDUCED, held:W, wallet:W, 1",
        "GIFT, settlement:EUR, wallet:W, 1",
        "HOLD_PLACED, wallet:W, held:W, 0",
        "HOLD_PLACED, wallet:W, held:W, -1"
    })
    void aKindMovesMoneyOnlyBetweenItsAccounts(String kind, String debit, String credit, long amount) {
        assertThatThrownBy(() -> jdbc.update("""
                        insert into ledger_transfer (kind, debit, credit, amount, currency, wallet, checkout_id)
                        values (?, replace(?, 'W', ?), replace(?, 'W', ?), ?, 'EUR', ?, ?)
                        """, kind, debit, wallet, credit, wallet, amount, wallet, checkout))
                .rootCause()
                .hasMessageContaining("violates check constraint");
        assertBalances(100, 0);
    }

    @Test
    void aSumThatIsTooLargeIsRefused() {
        TestWallets.fund(jdbc, wallet, "EUR", Long.MAX_VALUE - 100, "all there is");
        refused("out of range", () -> TestWallets.fund(jdbc, wallet, "EUR", 1, "one more"));
        assertThat(Differences.in(jdbc)).isEmpty();
    }

    private void book(TransferKind kind, long amount) {
        book(new WalletTransfer(kind, wallet, amount, "EUR", checkout, null));
    }

    private void book(WalletTransfer transfer) {
        Effects effects = new Effects();
        Ledger.book(List.of(transfer), effects);
        RoundTrip trip = new RoundTrip(jdbc);
        effects.writes().forEach(write -> trip.update(write.sql(), write.rows()));
        trip.execute();
    }

    private static void refused(String reason, ThrowingCallable change) {
        assertThatThrownBy(change).rootCause().hasMessageContaining(reason);
    }

    private void assertBalances(long available, long held) {
        assertThat(jdbc.queryForMap("select available, ledger - available as held from account where id = ?", wallet))
                .containsEntry("available", available)
                .containsEntry("held", held);
    }

    private int count(String query) {
        return jdbc.queryForObject(query, Integer.class, wallet);
    }
}
