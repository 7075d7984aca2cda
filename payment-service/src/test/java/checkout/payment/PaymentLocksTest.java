package checkout.payment;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.messaging.MessageIds;
import checkout.messaging.sql.RoundTrip;
import checkout.payment.pending.AttemptKind;
import checkout.payment.pending.PerCardLimit;
import checkout.payment.refund.Refund;
import checkout.payment.refund.RefundStatus;
import checkout.payment.refund.Refunds;
import checkout.payment.state.Payment;
import checkout.payment.state.PaymentStatus;
import checkout.payment.state.Payments;
import checkout.payment.wallet.Wallets;
import checkout.testinfra.TestServers;
import checkout.testinfra.TwoSessions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** If this fails, two instances decide on the same money at the same time, call the provider twice, or wait for each other. */
@SpringJUnitConfig
class PaymentLocksTest {
    private static final Duration LEASE = Duration.ofMinutes(1);

    @Configuration(proxyBeanMethods = false)
    @Import({Payments.class, Refunds.class, Wallets.class})
    static class Database {
        @Bean
        TwoSessions sessions() {
            return new TwoSessions(TestServers.database("payments")
                    .migrate("classpath:db/messaging", "classpath:db/migration")
                    .service());
        }

        @Bean
        JdbcTemplate jdbc(TwoSessions sessions) {
            return sessions.jdbc();
        }
    }

    @Autowired
    TwoSessions sessions;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Payments payments;

    @Autowired
    Refunds refunds;

    @Autowired
    Wallets wallets;

    private final UUID one = MessageIds.next();
    private final UUID two = MessageIds.next();
    private final List<UUID> both = List.of(one, two);
    private final String first = "w-" + one;
    private final String second = "w-" + two;

    @BeforeEach
    void insertTwoOfEach() {
        jdbc.update("delete from refund");
        jdbc.update("delete from payment");
        TestWallets.open(jdbc, first, "EUR", 9);
        TestWallets.open(jdbc, second, "EUR", 9);
        for (UUID id : both) {
            jdbc.update("""
                    insert into payment (checkout_id, status, method, amount, currency, next_call_at)
                    values (?, 'VOIDING', 'CARD', 100, 'EUR', now())
                    """, id);
            jdbc.update("""
                    insert into refund (return_id, checkout_id, status, amount, currency, next_call_at)
                    values (?, ?, 'REQUESTED', 100, 'EUR', now())
                    """, id, id);
        }
    }

    @Test
    void aPaymentIsReadAfterTheOneWhoHasItLockedHasChangedIt() {
        Map<UUID, Payment> found = sessions.secondWaits(
                () -> {
                    locked(payments::lock, List.of(one));
                    jdbc.update("update payment set status = 'VOIDED', next_call_at = null where checkout_id = ?", one);
                },
                () -> locked(payments::lock, List.of(one)));

        assertThat(found.get(one).status()).isEqualTo(PaymentStatus.VOIDED);
    }

    @Test
    void onlyPaymentsThatAreFreeAreLocked() {
        Map<UUID, Payment> free = sessions.secondGoesOn(
                () -> locked(payments::lock, List.of(one)), () -> locked(payments::lockFree, both));

        assertThat(free).containsOnlyKeys(two);
    }

    @Test
    void paymentsThatWereFreeStayLocked() {
        sessions.secondWaits(
                () -> locked(payments::lockFree, List.of(one)), () -> locked(payments::lock, List.of(one)));
    }

    @Test
    void aCallOfAPaymentIsTakenOnce() {
        List<Payment> others = sessions.secondGoesOn(
                () -> payments.takeDue(AttemptKind.FIRST, LEASE, 1, PerCardLimit.UNLIMITED),
                () -> payments.takeDue(AttemptKind.FIRST, LEASE, 10, PerCardLimit.UNLIMITED));

        assertThat(others).hasSize(1);
        assertThat(payments.takeDue(AttemptKind.FIRST, LEASE, 10, PerCardLimit.UNLIMITED))
                .isEmpty();
    }

    @Test
    void aRefundIsReadAfterTheOneWhoHasItLockedHasChangedIt() {
        Map<UUID, Refund> found = sessions.secondWaits(
                () -> {
                    locked(refunds::lock, List.of(one));
                    jdbc.update("update refund set status = 'REFUNDED', next_call_at = null where return_id = ?", one);
                },
                () -> locked(refunds::lock, List.of(one)));

        assertThat(found.get(one).status()).isEqualTo(RefundStatus.REFUNDED);
    }

    @Test
    void onlyRefundsThatAreFreeAreLocked() {
        Map<UUID, Refund> free =
                sessions.secondGoesOn(() -> locked(refunds::lock, List.of(one)), () -> locked(refunds::lockFree, both));

        assertThat(free).containsOnlyKeys(two);
    }

    @Test
    void refundsThatWereFreeStayLocked() {
        sessions.secondWaits(() -> locked(refunds::lockFree, List.of(one)), () -> locked(refunds::lock, List.of(one)));
    }

    @Test
    void aCallOfARefundIsTakenOnce() {
        List<Refund> others = sessions.secondGoesOn(
                () -> refunds.takeDue(AttemptKind.FIRST, LEASE, 1),
                () -> refunds.takeDue(AttemptKind.FIRST, LEASE, 10));

        assertThat(others).hasSize(1);
        assertThat(refunds.takeDue(AttemptKind.FIRST, LEASE, 10)).isEmpty();
    }

    /** The payment of a refund that is due may be locked: its lock is not needed, and must not be waited for. */
    @Test
    void aCallOfARefundIsTakenWhileItsPaymentIsLocked() {
        List<Refund> taken = sessions.secondGoesOn(
                () -> locked(payments::lock, both), () -> refunds.takeDue(AttemptKind.FIRST, LEASE, 10));

        assertThat(taken).hasSize(2);
    }

    @Test
    void callsThatAreTooFarAheadAreBroughtBackUnlessTheirRowsAreLocked() {
        jdbc.update("update payment set next_call_at = now() + interval '1 day'");
        jdbc.update("update refund set next_call_at = now() + interval '1 day'");

        int ofPayments = sessions.secondGoesOn(
                () -> locked(payments::lock, List.of(one)), () -> payments.makeDueAfter(LEASE, AttemptKind.FIRST, 10));
        int ofRefunds = sessions.secondGoesOn(
                () -> locked(refunds::lock, List.of(one)), () -> refunds.makeDueAfter(LEASE, AttemptKind.FIRST, 10));

        assertThat(List.of(ofPayments, ofRefunds)).containsExactly(1, 1);
    }

    @Test
    void aWalletIsReadAfterTheOneWhoHasItLockedHasSpentSome() {
        var balances = sessions.secondWaits(
                () -> {
                    wallets.lock(List.of(first));
                    TestWallets.hold(jdbc, first, "EUR", 5);
                },
                () -> wallets.lock(List.of(first)));

        assertThat(balances.hold(one, first, 5, "EUR")).hasValue("insufficient_funds");
    }

    @Test
    void whoAsksForLockedWalletsDoesNotWaitForThem() {
        Set<String> locked = sessions.secondGoesOn(
                () -> wallets.lock(List.of(first)), () -> wallets.lockedByOthers(Set.of(first, second)));

        assertThat(locked).containsExactly(first);
    }

    private <T> Map<UUID, T> locked(BiFunction<List<UUID>, RoundTrip, Supplier<Map<UUID, T>>> lock, List<UUID> ids) {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<UUID, T>> found = lock.apply(ids, trip);
        trip.execute();
        return found.get();
    }
}
