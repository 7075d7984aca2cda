package checkout.strategies.spike;

import checkout.contracts.InventoryCommand.ReserveStock;
import checkout.strategies.reservation.ReservationStrategy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntConsumer;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/** Buyers who ask for stock, a fixed number at a time; counts what they are told and how long they wait for it. */
final class SpikeLoad {
    private static final int PROGRESS_MILLIS = 500;

    private final ReservationStrategy strategy;
    private final List<ReserveStock> requests;
    private final AtomicInteger next = new AtomicInteger();
    private final LongAdder sold = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();
    private final Histogram micros = new ConcurrentHistogram(3);
    private long nanos;

    SpikeLoad(ReservationStrategy strategy, List<ReserveStock> requests) {
        this.strategy = strategy;
        this.requests = requests;
    }

    /** @param progress is told now and then how many buyers have an answer */
    void run(int atATime, IntConsumer progress) throws InterruptedException {
        long start = System.nanoTime();
        ExecutorService buyers = Executors.newFixedThreadPool(atATime);
        try {
            for (int i = 0; i < atATime; i++) {
                buyers.execute(this::buy);
            }
            buyers.shutdown();
            while (!buyers.awaitTermination(PROGRESS_MILLIS, TimeUnit.MILLISECONDS)) {
                progress.accept((int) micros.getTotalCount());
            }
        } finally {
            buyers.shutdownNow();
        }
        nanos = System.nanoTime() - start;
    }

    private void buy() {
        try {
            for (int i = next.getAndIncrement(); i < requests.size(); i = next.getAndIncrement()) {
                buy(requests.get(i));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void buy(ReserveStock request) throws InterruptedException {
        long start = System.nanoTime();
        try {
            (strategy.reserve(request).isEmpty() ? sold : refused).increment();
        } catch (RuntimeException failed) {
            errors.computeIfAbsent(sentence(failed), reason -> new LongAdder()).increment();
        }
        micros.recordValue(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - start));
    }

    /** What went wrong, without what differs from buyer to buyer. */
    private static String sentence(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message.lines().findFirst().orElse(message).replaceAll("\\d+ms", "some ms");
    }

    long sold() {
        return sold.sum();
    }

    long refused() {
        return refused.sum();
    }

    Map<String, Long> errors() {
        Map<String, Long> counts = new TreeMap<>();
        errors.forEach((reason, count) -> counts.put(reason, count.sum()));
        return counts;
    }

    double perSecond() {
        return (sold() + refused()) / (nanos / 1e9);
    }

    double millisAt(double percentile) {
        return micros.getValueAtPercentile(percentile) / 1000.0;
    }
}
