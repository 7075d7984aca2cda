package checkout.saga.runtime.overview;

import checkout.saga.runtime.peer.LookupResult;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What somebody who is asked again and again has said last. A question that is not answered yet is not asked twice. */
final class LatestAnswer<T> {
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private final Duration usual;
    private final LongSupplier nanoTime;
    private ReportedValue<T> part = ReportedValue.notAsked();
    private @Nullable CompletableFuture<LookupResult<T>> asking;
    private @Nullable Instant askedAt;
    private long askedNanos;
    private long heardNanos;

    /** @param usual how old an answer becomes before the next one, while somebody looks */
    LatestAnswer(Duration usual) {
        this(usual, System::nanoTime);
    }

    LatestAnswer(Duration usual, LongSupplier nanoTime) {
        this.usual = usual;
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
        heardNanos = nanoTime.getAsLong();
    }

    /**
     * What is known. An answer that is overdue makes it unknown, before whoever is asked is given up. So does the first question
     * after a long time without any, since what was heard then may be hours old.
     */
    synchronized ReportedValue<T> part() {
        if (asking == null || asking.isDone() || askedAt == null || part.unknown() != null) {
            return part;
        }
        long now = nanoTime.getAsLong();
        if (now - askedNanos > SILENCE.toNanos()) {
            return unknown("it has not answered since " + askedAt.truncatedTo(ChronoUnit.SECONDS));
        }
        return now - heardNanos > usual.plus(SILENCE).toNanos() ? unknown("it has not answered yet") : part;
    }

    private ReportedValue<T> unknown(String why) {
        return new ReportedValue<>(part.value(), part.asOf(), why);
    }
}
