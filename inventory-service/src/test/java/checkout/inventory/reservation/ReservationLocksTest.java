package checkout.inventory.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.MessageType;
import checkout.inventory.movement.StockMovements;
import checkout.inventory.reservation.Reservation.Released;
import checkout.inventory.reservation.Restocks.ReturnedSku;
import checkout.inventory.stock.ReservedQuantities;
import checkout.messaging.Effects;
import checkout.messaging.MessageIds;
import checkout.messaging.MessageTypeRegistry;
import checkout.messaging.outbox.Outbox;
import checkout.messaging.outbox.OutboxSettings;
import checkout.messaging.sql.RoundTrip;
import checkout.testinfra.TestServers;
import checkout.testinfra.TwoSessions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** If this fails, two instances decide on the same stock or the same reservation at the same time. */
@SpringJUnitConfig
class ReservationLocksTest {
    @Configuration(proxyBeanMethods = false)
    @Import({
        Reservations.class,
        Restocks.class,
        ReservedQuantities.class,
        StockMovements.class,
        OverdueReservations.class
    })
    static class Database {
        @Bean
        TwoSessions sessions() {
            return new TwoSessions(TestServers.database("inventory")
                    .migrate("classpath:db/messaging", "classpath:db/migration")
                    .service());
        }

        @Bean
        JdbcTemplate jdbc(TwoSessions sessions) {
            return sessions.jdbc();
        }

        @Bean
        TransactionTemplate transaction(JdbcTemplate jdbc) {
            return new TransactionTemplate(new JdbcTransactionManager(jdbc.getDataSource()));
        }

        @Bean
        JsonMapper json() {
            return JsonMapper.builder().build();
        }

        @Bean
        Outbox outbox(JdbcTemplate jdbc, JsonMapper json) {
            MessageTypeRegistry types =
                    MessageTypeRegistry.of(MessageType.ALL, MessageType::name, MessageType::topic, MessageType::body);
            return new Outbox(jdbc, types, json, new OutboxSettings(1_000_000));
        }
    }

    @Autowired
    TwoSessions sessions;

    @Autowired
    JdbcTemplate jdbc;

    @Autowired
    Reservations reservations;

    @Autowired
    Restocks restocks;

    @Autowired
    ReservedQuantities reservedQuantities;

    private final UUID checkout = MessageIds.next();
    private final String sku = "SKU-" + checkout;
    private final String other = "OTHER-" + checkout;

    @BeforeEach
    void insert() {
        jdbc.update("insert into stock (sku, on_hand) values (?, 5), (?, 5)", sku, other);
        jdbc.update("insert into reservation (checkout_id, status, lines) values (?, 'HELD', '[]')", checkout);
    }

    @Test
    void aReservationIsReadAfterTheOneWhoHasItLockedHasChangedIt() {
        Map<UUID, Reservation> found = sessions.secondWaits(
                () -> {
                    lockReservation();
                    jdbc.update("update reservation set status = 'RELEASED' where checkout_id = ?", checkout);
                },
                this::lockReservation);

        assertThat(found).containsEntry(checkout, new Released(checkout));
    }

    @Test
    void stockIsReadAfterTheOneWhoHasItLockedHasReservedSome() {
        var stock = sessions.secondWaits(
                () -> {
                    reservedQuantities.lock(List.of(sku));
                    jdbc.update("update stock set reserved = 4 where sku = ?", sku);
                },
                () -> reservedQuantities.lock(List.of(sku)));

        assertThat(stock.reserve(checkout, Map.of(sku, 2)))
                .singleElement()
                .satisfies(shortage -> assertThat(shortage.available()).isEqualTo(1));
    }

    @Test
    void whoAsksForLockedStockDoesNotWaitForIt() {
        Set<String> locked = sessions.secondGoesOn(
                () -> reservedQuantities.lock(List.of(sku)),
                () -> reservedQuantities.lockedByOthers(Set.of(sku, other)));

        assertThat(locked).containsExactly(sku);
    }

    @Test
    void stockThatIsFoundFreeStaysLocked() {
        sessions.secondWaits(
                () -> reservedQuantities.lockedByOthers(Set.of(sku)), () -> reservedQuantities.lock(List.of(sku)));
    }

    @Test
    void twoReturnsOfTheSameItemAddUp() {
        sessions.secondWaits(this::addReturned, this::addReturned);

        assertThat(jdbc.queryForObject(
                        "select returned from returned_stock where checkout_id = ?", Integer.class, checkout))
                .isEqualTo(2);
    }

    /** By the version, a person who counts stock notices a reservation that was made meanwhile. */
    @Test
    void aReservationChangesTheVersionOfTheStock() {
        long before = version();
        var stock = reservedQuantities.lock(List.of(sku));
        stock.reserve(checkout, Map.of(sku, 1));
        Effects effects = new Effects();
        reservedQuantities.save(stock, effects);
        execute(effects);

        assertThat(version()).isGreaterThan(before);
    }

    private long version() {
        return jdbc.queryForObject("select version from stock where sku = ?", long.class, sku);
    }

    private Map<UUID, Reservation> lockReservation() {
        RoundTrip trip = new RoundTrip(jdbc);
        Supplier<Map<UUID, Reservation>> locked = reservations.lock(List.of(checkout), trip);
        trip.execute();
        return locked.get();
    }

    private int addReturned() {
        Effects effects = new Effects();
        restocks.addReturned(List.of(new ReturnedSku(checkout, sku, 3, 1)), effects);
        return execute(effects);
    }

    private int execute(Effects effects) {
        effects.writes()
                .forEach(write ->
                        new RoundTrip(jdbc).update(write.sql(), write.rows()).execute());
        return effects.writes().size();
    }
}
