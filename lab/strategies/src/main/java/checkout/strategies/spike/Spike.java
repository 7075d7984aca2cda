package checkout.strategies.spike;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.strategies.database.ScratchDatabase;
import checkout.strategies.database.ScratchServer;
import checkout.strategies.redis.LockServer;
import checkout.strategies.redis.StockLocks;
import checkout.strategies.reservation.ReservationObserver;
import checkout.strategies.reservation.ReservationStrategy;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs the same spike with one strategy after the other, each on a database of its own. */
public final class Spike {
    private static final String WARM_UP = "WARM-UP";

    private final SpikeSettings settings;
    private final ScratchServer server;
    private final @Nullable LockServer redis;

    /**
     * Runs nothing yet.
     *
     * @param redis null if no run needs it
     */
    public Spike(SpikeSettings settings, ScratchServer server, @Nullable LockServer redis) {
        this.settings = settings;
        this.server = server;
        this.redis = redis;
    }

    /**
     * Runs the spike with one strategy.
     *
     * @param progress is told now and then how many buyers have an answer
     */
    public SpikeResult run(StrategyRun run, IntConsumer progress) throws SQLException, InterruptedException {
        StockLocks locks = run.needsRedis() && redis != null
                ? redis.locks(UUID.randomUUID().toString())
                : null;
        int connections = run.connections(settings);
        try (ScratchDatabase database = server.create(connections, run.guarded())) {
            database.stock(settings.skus(), settings.quantity());
            database.stock(List.of(WARM_UP), Integer.MAX_VALUE);
            database.openConnections();
            warmUp(run, database, locks);
            SpikeObserver observer = run.observer(settings, locks);
            try (ReservationStrategy strategy = run.open(database, locks, observer)) {
                SpikeLoad load = new SpikeLoad(strategy, settings.requests());
                load.run(settings.connections(), progress);
                StockOutcome stock = StockOutcome.read(database, settings.demand());
                return SpikeResult.of(run, connections, observer, load, stock);
            }
        } finally {
            if (locks != null) {
                locks.delete(Stream.concat(settings.skus().stream(), Stream.of(WARM_UP))
                        .toList());
            }
        }
    }

    /** Lets the JVM, the driver and the caches of the database do everything once. */
    private void warmUp(StrategyRun run, ScratchDatabase database, @Nullable StockLocks locks)
            throws InterruptedException {
        List<ReserveStock> requests = Stream.generate(() -> SpikeSettings.request(UUID.randomUUID(), WARM_UP))
                .limit(Math.min(500, settings.buyers() / 10))
                .toList();
        try (ReservationStrategy strategy = run.open(database, locks, ReservationObserver.NONE)) {
            new SpikeLoad(strategy, requests).run(settings.connections(), done -> {});
        }
    }
}
