package checkout.strategies.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.contracts.OrderLine;
import checkout.contracts.Reply.OutOfStock.Shortage;
import checkout.strategies.LabServers;
import checkout.strategies.database.ScratchDatabase;
import checkout.strategies.reservation.ReservationObserver;
import checkout.strategies.reservation.ReservationTransaction;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.JdbcTemplate;

/** If this fails, a buyer whose lease has ended sells what another has sold, or the danger of that is not shown. */
@Timeout(60)
class FencingTokenTest {
    private static final String SKU = "LAST-ONE";

    private final StockLocks locks = LabServers.redis().locks(UUID.randomUUID().toString());
    private final ExecutorService second = Executors.newSingleThreadExecutor();
    private final AtomicInteger fenced = new AtomicInteger();
    private ScratchDatabase database;

    @BeforeEach
    void create() throws SQLException {
        database = LabServers.postgres().create(4, false);
        database.stock(List.of(SKU), 1);
    }

    @AfterEach
    void close() {
        second.close();
        database.close();
        locks.delete(List.of(SKU));
    }

    @Test
    void aWriteAfterThatOfTheNextHolderIsRefused() throws InterruptedException {
        assertThat(loseTheLeaseUntilTheOtherHasBought(true))
                .singleElement()
                .satisfies(shortage -> assertThat(shortage.available()).isZero());
        assertThat(fenced).hasValue(1);
        assertThat(reserved()).isEqualTo(1);
    }

    @Test
    void withoutTheFenceTheLastItemIsSoldTwice() throws InterruptedException {
        assertThat(loseTheLeaseUntilTheOtherHasBought(false)).isEmpty();
        assertThat(reserved()).isEqualTo(2);
    }

    /** The first buyer's lease ends after its check; the second buyer buys; then the first writes. */
    private List<Shortage> loseTheLeaseUntilTheOtherHasBought(boolean fence) throws InterruptedException {
        var first = buyer(fence, new ReservationObserver() {
            @Override
            public void checked(Map<String, Integer> quantities) {
                locks.expire(SKU);
                assertThat(result(second.submit(
                                () -> buyer(fence, ReservationObserver.NONE).reserve(order()))))
                        .isEmpty();
            }

            @Override
            public void fenced() {
                fenced.incrementAndGet();
            }
        });
        return first.reserve(order());
    }

    /** The second buyer has read before the first writes, and writes after it: both would sell what they have seen. */
    @Test
    void aWriteBetweenTheNextHoldersReadAndWriteIsRefused() throws InterruptedException {
        CountDownLatch secondHasRead = new CountDownLatch(1);
        CountDownLatch firstIsFenced = new CountDownLatch(1);
        List<Future<List<Shortage>>> secondAnswer = new ArrayList<>();
        var other = buyer(true, new ReservationObserver() {
            @Override
            public void checked(Map<String, Integer> quantities) throws InterruptedException {
                secondHasRead.countDown();
                firstIsFenced.await();
            }
        });
        var first = buyer(true, new ReservationObserver() {
            @Override
            public void checked(Map<String, Integer> quantities) throws InterruptedException {
                locks.expire(SKU);
                secondAnswer.add(second.submit(() -> other.reserve(order())));
                secondHasRead.await();
            }

            @Override
            public void fenced() {
                firstIsFenced.countDown();
            }
        });

        List<Shortage> firstAnswer;
        try {
            firstAnswer = first.reserve(order());
        } finally {
            firstIsFenced.countDown(); // or the other would wait for ever for a fence that is not there
        }

        assertThat(firstAnswer).hasSize(1);
        assertThat(result(secondAnswer.getFirst())).isEmpty();
        assertThat(reserved()).isEqualTo(1);
    }

    /** Whoever received the lock last has shown its token, so the one before is refused before it has read anything. */
    @Test
    void aReadWithAnOldTokenIsRefused() {
        FencedStock stock = new FencedStock(database.jdbc());
        stock.read(tokens(34));

        assertThatThrownBy(() -> stock.read(tokens(33))).isInstanceOf(StaleTokenException.class);
    }

    @Test
    void withoutTheFenceItRefusesToStartInADatabaseThatIsNotTheLabs() {
        JdbcTemplate jdbc = database.jdbc();
        database.transaction().executeWithoutResult(status -> {
            jdbc.execute("set local checkout.scratch = ''");

            assertThatThrownBy(() -> buyer(false, ReservationObserver.NONE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("runs only in a scratch database of ./checkout lab strategies");
        });
    }

    private RedisLockReservations buyer(boolean fence, ReservationObserver observer) {
        JdbcTemplate jdbc = database.jdbc();
        var transaction = new ReservationTransaction(jdbc, database.transaction());
        return fence
                ? RedisLockReservations.fenced(locks, jdbc, transaction, observer)
                : RedisLockReservations.unfenced(locks, jdbc, transaction, observer);
    }

    private static SortedMap<String, Long> tokens(long token) {
        return new TreeMap<>(Map.of(SKU, token));
    }

    private static ReserveStock order() {
        return new ReserveStock(UUID.randomUUID(), List.of(new OrderLine(SKU, 1)), null);
    }

    private int reserved() {
        return database.jdbc().queryForObject("select reserved from stock", int.class);
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
