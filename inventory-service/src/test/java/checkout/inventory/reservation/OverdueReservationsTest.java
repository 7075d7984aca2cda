package checkout.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.inventory.reservation.OverdueReservations.OverdueReservation;
import checkout.inventory.reservation.Reservation.Expired;
import checkout.inventory.stock.ReservedQuantities;
import checkout.messaging.MessageIds;
import checkout.messaging.handling.LockTimeouts;
import checkout.messaging.sql.RoundTrip;
import checkout.testinfra.TwoSessions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;

/** If this fails, a reservation expires twice, or while it is committed, or keeps others waiting that are due too. */
@SpringJUnitConfig(ReservationLocksTest.Database.class)
class OverdueReservationsTest {
    @Autowired
    TwoSessions sessions;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Reservations reservations;

    @Autowired
    ReservedQuantities reservedQuantities;

    @Autowired
    OverdueReservations due;

    private final UUID checkout = MessageIds.next();
    private final String sku = "SKU-" + checkout;
    private final String other = "OTHER-" + checkout;

    @BeforeEach
    void insert() {
        jdbc.update("update reservation set status = 'RELEASED' where status = 'HELD'");
        jdbc.update("insert into stock (sku, on_hand) values (?, 5), (?, 5)", sku, other);
    }

    @Test
    void aReservationThatIsBeingCommittedDoesNotExpire() {
        makeDue();

        List<UUID> expired = sessions.secondGoesOn(
                () -> {
                    lockReservation();
                    jdbc.update("update reservation set status = 'COMMITTED' where checkout_id = ?", checkout);
                    jdbc.update("update stock set on_hand = 3, reserved = 0 where sku = ?", sku);
                },
                () -> due.expire(List.of(checkout)));

        assertThat(expired).isEmpty();
        assertThat(due.expire(List.of(checkout))).isEmpty();
        assertThat(reserved()).isZero();
    }

    /** It has arrived in time, and waits because somebody else has locked the stock. */
    @Test
    void aReservationWhoseCommandIsDeferredDoesNotExpire() {
        makeDue();
        jdbc.update("""
                insert into deferred_message (id, subscription, message_key, topic, partition, kafka_offset, headers, payload)
                values (gen_random_uuid(), 'inventory-service', ?, 't', 0, 0, '{}', '{}')
                """, checkout.toString());

        assertThat(due.find(null, 100))
                .extracting(OverdueReservation::checkoutId)
                .doesNotContain(checkout);
        assertThat(due.expire(List.of(checkout))).isEmpty();

        jdbc.update("delete from deferred_message where message_key = ?", checkout.toString());
        assertThat(due.expire(List.of(checkout))).containsExactly(checkout);
    }

    @Test
    void aCommitThatWaitedForTheExpiryFindsTheReservationExpired() {
        makeDue();

        Map<UUID, Reservation> found = sessions.secondWaits(() -> due.expire(List.of(checkout)), this::lockReservation);

        assertThat(found.get(checkout)).isInstanceOf(Expired.class);
        assertThat(reserved()).isZero();
    }

    @Test
    void twoInstancesExpireAReservationOnce() {
        makeDue();

        List<UUID> second = sessions.secondGoesOn(
                () -> assertThat(due.expire(List.of(checkout))).containsExactly(checkout),
                () -> due.expire(List.of(checkout)));

        assertThat(second).isEmpty();
        assertThat(reserved()).isZero();
    }

    @Test
    void aStrangersLockOnASkuDelaysOnlyTheReservationsThatNeedIt() {
        makeDue();
        UUID another = MessageIds.next();
        hold(another, other);
        List<UUID> both = List.of(checkout, another);

        List<UUID> first = sessions.secondGoesOn(
                () -> reservedQuantities.lock(List.of(sku)), () -> due.expireWithoutWaiting(both));

        assertThat(first).containsExactly(another);
        assertThat(due.expireWithoutWaiting(both)).containsExactly(checkout);
    }

    /** While it waits, the other stock of its reservations is locked. */
    @Test
    void anExpirySoonGivesUpOnALockedSku() {
        makeDue();
        UUID another = MessageIds.next();
        hold(another, other);

        transaction.executeWithoutResult(status -> {
            reservedQuantities.lock(List.of(sku));
            assertThatThrownBy(() -> CompletableFuture.runAsync(() -> expireWithoutLockTimeout(checkout, another))
                            .orTimeout(20, TimeUnit.SECONDS)
                            .join())
                    .matches(LockTimeouts::is);
        });
    }

    @Test
    void onlyWhatIsDueExpiresAndTheLongestDueFirst() {
        makeDue();
        UUID later = MessageIds.next();
        hold(later, other);
        jdbc.update("update reservation set expires_at = now() - interval '1 second' where checkout_id = ?", later);
        UUID never = MessageIds.next();
        hold(never, other);
        jdbc.update("update reservation set expires_at = null where checkout_id = ?", never);
        UUID notYet = MessageIds.next();
        hold(notYet, other);
        jdbc.update("update reservation set expires_at = now() + interval '1 hour' where checkout_id = ?", notYet);

        assertThat(due.find(null, 10))
                .extracting(OverdueReservation::checkoutId)
                .containsSequence(checkout, later);
        OverdueReservation first = due.find(null, 1).getFirst();
        assertThat(due.find(first, 10))
                .extracting(OverdueReservation::checkoutId)
                .doesNotContain(first.checkoutId());
        assertThat(due.expire(List.of(checkout, later, never, notYet))).containsExactlyInAnyOrder(checkout, later);
        assertThat(due.find(null, 10)).isEmpty();
    }

    /** Holds two items for a checkout, a minute longer than it may. */
    private void makeDue() {
        hold(checkout, sku);
    }

    private void hold(UUID id, String item) {
        jdbc.update("update stock set on_hand = on_hand + 2, reserved = reserved + 2 where sku = ?", item);
        jdbc.update("""
                insert into reservation (checkout_id, status, lines, expires_at)
                values (?, 'HELD', ?, now() - interval '1 minute')
                """, id, "[{\"sku\":\"%s\",\"quantity\":2}]".formatted(item));
    }

    private int reserved() {
        return jdbc.queryForObject("select reserved from stock where sku = ?", int.class, sku);
    }

    private void expireWithoutLockTimeout(UUID... checkouts) {
        transaction.executeWithoutResult(status -> {
            jdbc.execute("set local lock_timeout = 0");
            due.expire(List.of(checkouts));
        });
    }

    private Map<UUID, Reservation> lockReservation() {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<UUID, Reservation>> locked = reservations.lock(List.of(checkout), trip);
        trip.execute();
        return locked.get();
    }
}
