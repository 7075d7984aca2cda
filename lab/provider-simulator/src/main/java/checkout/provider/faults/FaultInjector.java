package checkout.provider.faults;

import checkout.provider.ProviderSettings;
import checkout.provider.connection.HangUpException;
import checkout.web.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Stands between the wire and the network and does what the faults say. */
@Component
public class FaultInjector {

    private static final long FAIR_COIN = -1;

    private final Map<UUID, Integer> calls = new ConcurrentHashMap<>();
    private final Clock clock;
    private volatile FaultSettings faults;
    private volatile Instant downUntil = Instant.MIN;

    FaultInjector(ProviderSettings settings, Clock clock) {
        this.faults = FaultSettings.none(settings.seed());
        this.clock = clock;
    }

    /** A coin that falls the same way for a checkout whenever it is thrown. */
    public boolean heads(UUID checkoutId) {
        return new SeededCoin(faults.seed()).toss(checkoutId, FAIR_COIN) < 0.5;
    }

    /** Performs a call of this checkout, later, twice too late, or never. */
    public <T> CompletableFuture<T> around(UUID checkoutId, Supplier<CompletableFuture<T>> call) {
        if (clock.instant().isBefore(downUntil)) {
            return CompletableFuture.failedFuture(new HangUpException());
        }
        FaultSettings now = faults;
        if (now.latency().isZero()) {
            return stumbling(now, checkoutId, call);
        }
        return after(now.latency()).thenCompose(waited -> stumbling(now, checkoutId, call));
    }

    private <T> CompletableFuture<T> stumbling(
            FaultSettings now, UUID checkoutId, Supplier<CompletableFuture<T>> call) {
        if (now.errorRate() == 0) {
            return call.get();
        }
        double toss = new SeededCoin(now.seed()).toss(checkoutId, calls.merge(checkoutId, 1, Integer::sum));
        if (toss >= now.errorRate()) {
            return call.get();
        }
        if (toss < now.errorRate() / 2) {
            throw fault();
        }
        return call.get().thenApply(answer -> {
            throw fault();
        });
    }

    /** Done after a while, on a thread that must not be kept. */
    public static CompletableFuture<Void> after(Duration delay) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
    }

    void set(FaultSettings wanted, Duration downFor) {
        calls.clear();
        faults = wanted;
        downUntil = clock.instant().plus(downFor);
    }

    FaultSettings faults() {
        return faults;
    }

    Duration downFor() {
        Duration left = Duration.between(clock.instant(), downUntil);
        return downUntil.equals(Instant.MIN) || left.isNegative() ? Duration.ZERO : left;
    }

    private static ProblemException fault() {
        return new ProblemException(
                HttpStatus.INTERNAL_SERVER_ERROR, "fault", "A fault that was asked for", "Try again");
    }
}
