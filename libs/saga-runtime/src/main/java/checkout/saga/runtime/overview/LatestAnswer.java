package checkout.saga.runtime.overview;

import checkout.saga.runtime.peer.LookupResult;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What somebody who is asked again and again has said last. A question that is not answered yet is not asked twice. */
final class LatestAnswer<T> {
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final LongSupplier nanoTime;
    private ReportedValue<T> part = ReportedValue.notAsked();
    private @Nullable CompletableFuture<LookupResult<T>> asking;
    private @Nullable Instant askedAt;
    private long askedNanos;

    LatestAnswer() {
        this(System::nanoTime);
    }

    LatestAnswer(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Asks unless the answer is young enough. The result ends with the answer. */
    synchronized CompletableFuture<LookupResult<T>> ask(
            Duration every, Supplier<CompletableFuture<LookupResult<T>>> question) {
        CompletableFuture<LookupResult<T>> running = asking;
        if (running != null && !running.isDone()) {
            return running;
        }
        if (running != null && nanoTime.getAsLong() - askedNanos < every.toNanos()) {
            return running;
        }
        askedAt = Instant.now();
        askedNanos = nanoTime.getAsLong();
        CompletableFuture<LookupResult<T>> begun = question.get();
        CompletableFuture<LookupResult<T>> noted = begun.whenComplete((told, failure) -> {
            if (told != null) {
                heard(told);
            }
        });
        asking = noted;
        return noted;
    }

    private synchronized void heard(LookupResult<T> told) {
        part = part.heard(told, Instant.now());
    }

    /** What is known. An answer that is overdue makes it unknown, before whoever is asked is given up. */
    synchronized ReportedValue<T> part() {
        boolean silent = asking != null && !asking.isDone() && nanoTime.getAsLong() - askedNanos > SILENCE.toNanos();
        return silent && part.unknown() == null
                ? new ReportedValue<>(part.value(), part.asOf(), "it has not answered since " + askedAt)
                : part;
    }
}
