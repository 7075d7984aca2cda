package checkout.strategies.spike;

import checkout.inventory.reservation.StockCommandHandler;
import checkout.lab.stack.state.StackException;
import checkout.strategies.database.ScratchDatabase;
import checkout.strategies.redis.RedisLockReservations;
import checkout.strategies.redis.StockLocks;
import checkout.strategies.reservation.AtomicReservations;
import checkout.strategies.reservation.BatchedReservations;
import checkout.strategies.reservation.OptimisticReservations;
import checkout.strategies.reservation.PessimisticReservations;
import checkout.strategies.reservation.ReservationObserver;
import checkout.strategies.reservation.ReservationStrategy;
import checkout.strategies.reservation.ReservationTransaction;
import checkout.strategies.reservation.UnsafeReservations;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The spikes that are run: a strategy, what is done to it, and what must come of it. */
public enum StrategyRun {
    BATCHED("batched", "", Races.LEFT_TO_LUCK, Outcome.SOUND),
    ATOMIC("atomic", "", Races.LEFT_TO_LUCK, Outcome.SOUND),
    PESSIMISTIC("pessimistic", "", Races.LEFT_TO_LUCK, Outcome.SOUND),
    OPTIMISTIC("optimistic", "", Races.LEFT_TO_LUCK, Outcome.SOUND),
    REDIS_LOCK("redis-lock", "", Races.LEFT_TO_LUCK, Outcome.SOUND),
    LEASE_LOST("redis-lock", ", lease lost", Races.FORCED, Outcome.FENCED),
    LEASE_LOST_NO_FENCE("redis-lock", ", lease lost, no fence", Races.FORCED, Outcome.OVERSOLD),
    UNSAFE("unsafe", "", Races.FORCED, Outcome.OVERSOLD),
    UNSAFE_WITH_CHECK("unsafe", ", with the CHECK", Races.FORCED, Outcome.REFUSED_BY_DATABASE);

    /** Whether buyers are stalled between their check and their write. */
    private enum Races {
        LEFT_TO_LUCK,
        FORCED
    }

    /** What must come of a run. */
    private enum Outcome {
        SOUND,
        FENCED,
        OVERSOLD,
        REFUSED_BY_DATABASE
    }

    private final String strategy;
    private final String addition;
    private final Races races;
    private final Outcome outcome;

    StrategyRun(String strategy, String addition, Races races, Outcome outcome) {
        this.strategy = strategy;
        this.addition = addition;
        this.races = races;
        this.outcome = outcome;
    }

    /** The names of all strategies, the service's own first. */
    public static List<String> strategies() {
        return Arrays.stream(values()).map(run -> run.strategy).distinct().toList();
    }

    /** The runs of the strategies with these names. */
    public static List<StrategyRun> of(List<String> strategies) {
        for (String name : strategies) {
            if (!strategies().contains(name)) {
                throw new StackException(
                        "There is no strategy '%s'; there are %s.".formatted(name, String.join(", ", strategies())));
            }
        }
        return Stream.of(values())
                .filter(run -> strategies.contains(run.strategy))
                .collect(Collectors.toList());
    }

    public String title() {
        return strategy + addition;
    }

    public boolean needsRedis() {
        return strategy.equals("redis-lock");
    }

    /** Whether the database itself refuses to oversell. With that, no strategy could show what it does by itself. */
    boolean guarded() {
        return outcome == Outcome.REFUSED_BY_DATABASE;
    }

    boolean oversells() {
        return outcome == Outcome.OVERSOLD;
    }

    boolean fences() {
        return outcome == Outcome.FENCED;
    }

    /** Whether buyers are given errors. */
    boolean fails() {
        return outcome == Outcome.REFUSED_BY_DATABASE;
    }

    /** The handler of the service needs one connection, however many buyers there are. */
    int connections(SpikeSettings settings) {
        return this == BATCHED ? 1 : settings.connections();
    }

    /** @param locks null unless the run needs Redis */
    SpikeObserver observer(SpikeSettings settings, @Nullable StockLocks locks) {
        return new SpikeObserver(
                switch (races) {
                    case LEFT_TO_LUCK -> null;
                    case FORCED -> new StalledBuyers(settings, locks == null ? sku -> {} : locks::expire);
                });
    }

    ReservationStrategy open(ScratchDatabase database, @Nullable StockLocks locks, ReservationObserver observer) {
        var jdbc = database.jdbc();
        var transaction = new ReservationTransaction(jdbc, database.transaction());
        return switch (this) {
            case BATCHED ->
                new BatchedReservations(
                        StockCommandHandler.of(jdbc, JsonMapper.builder().build()), jdbc, database.transaction());
            case ATOMIC -> new AtomicReservations(jdbc, transaction);
            case PESSIMISTIC -> new PessimisticReservations(jdbc, transaction);
            case OPTIMISTIC -> new OptimisticReservations(jdbc, transaction, observer);
            case REDIS_LOCK, LEASE_LOST ->
                RedisLockReservations.fenced(Objects.requireNonNull(locks), jdbc, transaction, observer);
            case LEASE_LOST_NO_FENCE ->
                RedisLockReservations.unfenced(Objects.requireNonNull(locks), jdbc, transaction, observer);
            case UNSAFE, UNSAFE_WITH_CHECK -> new UnsafeReservations(jdbc, transaction, observer);
        };
    }
}
