package checkout.strategies.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.inventory.reservation.StockCommandHandler;
import checkout.strategies.LabServers;
import checkout.strategies.database.ScratchDatabase;
import checkout.strategies.redis.RedisLockReservations;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** If this fails, a strategy reserves a part of an order, or orders with the same items in another order block each other. */
class ReservationStrategiesTest {
    private static ScratchDatabase database;

    private final String tea = "TEA-" + UUID.randomUUID();
    private final String cup = "CUP-" + UUID.randomUUID();

    @BeforeAll
    static void create() throws SQLException {
        database = LabServers.postgres().create(LabServers.CONNECTIONS, true);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    static Stream<ReservationStrategy> strategies() {
        var jdbc = database.jdbc();
        var transaction = new ReservationTransaction(jdbc, database.transaction());
        return Stream.of(
                new BatchedReservations(
                        StockCommandHandler.of(jdbc, JsonMapper.builder().build()), jdbc, database.transaction()),
                new AtomicReservations(jdbc, transaction),
                new PessimisticReservations(jdbc, transaction),
                new OptimisticReservations(jdbc, transaction, ReservationObserver.NONE),
                RedisLockReservations.fenced(
                        LabServers.redis().locks(UUID.randomUUID().toString()),
                        jdbc,
                        transaction,
                        ReservationObserver.NONE));
    }

    @BeforeEach
    void stock() {
        database.stock(List.of(tea), 100);
        database.stock(List.of(cup), 50);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void anOrderIsReservedWholeOrNotAtAll(ReservationStrategy strategy) throws InterruptedException {
        List<Shortage> shortages = strategy.reserve(order(line(cup, 51), line(tea, 1), line("NO-SUCH-ITEM", 1)));

        assertThat(shortages).containsExactlyInAnyOrder(new Shortage(cup, 51, 50), new Shortage("NO-SUCH-ITEM", 1, 0));
        assertThat(reserved(tea)).isZero();
        assertThat(reserved(cup)).isZero();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void ordersWithTheSameItemsInAnotherOrderAllEnd(ReservationStrategy strategy) throws Exception {
        List<Future<List<Shortage>>> answers = new ArrayList<>();
        try (ExecutorService buyers = Executors.newFixedThreadPool(LabServers.CONNECTIONS)) {
            for (int i = 0; i < 60; i++) {
                ReserveStock order = i % 2 == 0 ? order(line(tea, 1), line(cup, 1)) : order(line(cup, 1), line(tea, 1));
                answers.add(buyers.submit(() -> strategy.reserve(order)));
            }
        }

        int sold = 0;
        for (Future<List<Shortage>> answer : answers) {
            sold += answer.get().isEmpty() ? 1 : 0;
        }
        assertThat(sold).isEqualTo(50);
        assertThat(reserved(cup)).isEqualTo(50);
        assertThat(reserved(tea)).isEqualTo(50);
    }

    private static ReserveStock order(OrderLine... lines) {
        return new ReserveStock(UUID.randomUUID(), List.of(lines), null);
    }

    private static OrderLine line(String sku, int quantity) {
        return new OrderLine(sku, quantity);
    }

    private static int reserved(String sku) {
        return database.jdbc().queryForObject("select reserved from stock where sku = ?", int.class, sku);
    }
}
