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
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Applies the configured faults to calls: latency, errors, or a closed connection. */
@Component
public class FaultInjector {

    private static final long FAIR_COIN = -1;

    private final Map<UUID, Integer> callsByCheckout = new ConcurrentHashMap<>();
    private final CallCount count = new CallCount(System::nanoTime);
    private final Clock clock;
    private volatile FaultSettings settings;
    private volatile Instant downUntil = Instant.MIN;

    FaultInjector(ProviderSettings provider, Clock clock) {
        this.settings = FaultSettings.none(provider.seed());
        this.clock = clock;
    }

    /** Tosses a coin that always falls the same way for the same checkout and seed. */
    public boolean heads(UUID checkoutId) {
        return new SeededCoin(settings.seed()).toss(checkoutId, FAIR_COIN) < 0.5;
    }

    /** Makes a call concerning this checkout, subject to the configured faults. */
    public <T> CompletableFuture<T> around(UUID checkoutId, Supplier<CompletableFuture<T>> call) {
        if (clock.instant().isBefore(downUntil)) {
            return CompletableFuture.failedFuture(new HangUpException());
        }
        FaultSettings current = settings;
        if (!count.take(current.callsPerSecond())) {
            throw throttled(current);
        }
        if (current.latency().isZero()) {
            return withErrors(current, checkoutId, call);
        }
        return after(current.latency()).thenCompose(waited -> withErrors(current, checkoutId, call));
    }

    private <T> CompletableFuture<T> withErrors(
            FaultSettings current, UUID checkoutId, Supplier<CompletableFuture<T>> call) {
        if (current.errorRate() == 0) {
            return call.get();
        }
        double toss =
                new SeededCoin(current.seed()).toss(checkoutId, callsByCheckout.merge(checkoutId, 1, Integer::sum));
        if (toss >= current.errorRate()) {
            return call.get();
        }
        if (toss < current.errorRate() / 2) {
            throw fault();
        }
        return call.get().thenApply(answer -> {
            throw fault();
        });
    }

    /** Completes after the delay, on a thread that must not be blocked. */
    public static CompletableFuture<Void> after(Duration delay) {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, Runnable::run));
    }

    void set(FaultSettings newSettings, Duration downFor) {
        callsByCheckout.clear();
        count.reset();
        settings = newSettings;
        downUntil = clock.instant().plus(downFor);
    }

    FaultSettings settings() {
        return settings;
    }

    CallCount.Counts counts() {
        return count.counts();
    }

    Duration downFor() {
        Duration left = Duration.between(clock.instant(), downUntil);
        return downUntil.equals(Instant.MIN) || left.isNegative() ? Duration.ZERO : left;
    }

    private static ProblemException throttled(FaultSettings current) {
        return new ProblemException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "throttled",
                        "Too many calls",
                        "Make at most %d calls per second; wait for the time in Retry-After"
                                .formatted(current.callsPerSecond()))
                .header(HttpHeaders.RETRY_AFTER, "1");
    }

    private static ProblemException fault() {
        return new ProblemException(HttpStatus.INTERNAL_SERVER_ERROR, "fault", "An injected fault", "Try again");
    }
}
