package checkout.strategies.reservation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.strategies.LabServers;
import checkout.strategies.database.ScratchDatabase;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;

/** If this fails, the unsafe strategy does not show its bug, or can be started where it does harm. */
class UnsafeReservationsTest {
    private static final ReserveStock FIRST = order();
    private static final ReserveStock SECOND = order();

    @Test
    void twoBuyersWhoReadBeforeEitherWritesBothGetTheLastItem() throws Exception {
        try (ScratchDatabase database = LabServers.postgres().create(2, false)) {
            for (Future<List<Shortage>> answer : buyAtTheSameTime(database)) {
                assertThat(answer.get()).isEmpty();
            }

            assertThat(database.jdbc().queryForObject("select reserved - on_hand from stock", int.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void theConstraintOfTheDatabaseRefusesTheSecond() throws Exception {
        try (ScratchDatabase database = LabServers.postgres().create(2, true)) {
            List<Future<List<Shortage>>> answers = buyAtTheSameTime(database);

            assertThat(answers.stream().filter(answer -> answer.state() == Future.State.FAILED))
                    .singleElement()
                    .satisfies(refused -> assertThatThrownBy(refused::get)
                            .isInstanceOf(ExecutionException.class)
                            .hasCauseInstanceOf(DataIntegrityViolationException.class)
                            .hasMessageContaining("nothing_oversold"));
            assertThat(database.jdbc().queryForObject("select reserved from stock", int.class))
                    .isEqualTo(1);
        }
    }

    @Test
    void itRefusesToStartInADatabaseThatIsNotTheLabs() throws Exception {
        try (ScratchDatabase database = LabServers.postgres().create(1, false)) {
            database.transaction().executeWithoutResult(status -> {
                database.jdbc().execute("set local checkout.scratch = ''");

                assertThatThrownBy(() -> unsafe(database, ReservationObserver.NONE))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("runs only in a scratch database of ./checkout lab strategies");
            });
        }
    }

    private static List<Future<List<Shortage>>> buyAtTheSameTime(ScratchDatabase database) {
        database.stock(List.of("LAST-ONE"), 1);
        CyclicBarrier bothHaveRead = new CyclicBarrier(2);
        ReservationStrategy strategy = unsafe(database, new ReservationObserver() {
            @Override
            public void checked(Map<String, Integer> quantities) throws InterruptedException {
                try {
                    bothHaveRead.await();
                } catch (BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        try (ExecutorService buyers = Executors.newFixedThreadPool(2)) {
            return Stream.of(FIRST, SECOND)
                    .map(request -> buyers.submit(() -> strategy.reserve(request)))
                    .toList();
        }
    }

    private static ReservationStrategy unsafe(ScratchDatabase database, ReservationObserver observer) {
        return new UnsafeReservations(
                database.jdbc(), new ReservationTransaction(database.jdbc(), database.transaction()), observer);
    }

    private static ReserveStock order() {
        return new ReserveStock(UUID.randomUUID(), List.of(new OrderLine("LAST-ONE", 1)), null);
    }
}
