package checkout.lab.bench.load;

import checkout.lab.bench.http.AsciiBytes;
import checkout.lab.bench.http.HttpConnection;
import checkout.lab.bench.http.HttpResponse;
import java.io.IOException;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.jspecify.annotations.Nullable;

/** One connection and those who use it, one after the other. */
final class LoadCustomer implements Runnable {

    private static final byte[] CHECKOUT_ID = AsciiBytes.bytes("\"checkoutId\":\"");
    private static final int ACCEPTED = 202;
    private static final long PAUSE_AFTER_REFUSAL = EpochMicros.SECOND / 20;

    private final LoadPlan plan;
    private final LoadRunName run;
    private final CartBodies carts;
    private final LoadCounters counters;
    private final PendingCheckouts waiting;
    private final ConcurrentHistogram intake;
    private final @Nullable ArrivalSchedule arrivals;
    private final AtomicLong serial;
    private final CheckoutRequestBytes submission;
    private final HttpConnection connection;

    LoadCustomer(LoadGenerator load, CheckoutRequestBytes submission, HttpConnection connection) {
        this.plan = load.plan();
        this.run = load.run();
        this.carts = load.carts();
        this.counters = load.counters();
        this.waiting = load.waiting();
        this.intake = load.intake();
        this.arrivals = load.arrivals();
        this.serial = load.serial();
        this.submission = submission;
        this.connection = connection;
    }

    @Override
    public void run() {
        try {
            EpochMicros.await(plan.begin());
            for (long comes = next(); comes < plan.end(); comes = next()) {
                EpochMicros.await(comes);
                UUID checkout = submit(comes);
                if (checkout == null && arrivals == null) {
                    EpochMicros.await(EpochMicros.now() + PAUSE_AFTER_REFUSAL);
                } else if (checkout != null && plan.waitsForEnds() && !waiting.await(checkout, plan.patience())) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            counters.connect(connection.opened());
        }
    }

    private long next() {
        return arrivals == null ? EpochMicros.now() : arrivals.next();
    }

    /** The id of the checkout, or null if it was not accepted. */
    private @Nullable UUID submit(long comes) {
        long n = serial.getAndIncrement();
        try {
            HttpResponse response =
                    connection.exchange(submission.of(run.customer(comes), carts.lines(n), carts.payment(n)));
            UUID checkout = response.status() == ACCEPTED ? response.id(CHECKOUT_ID) : null;
            if (checkout == null) {
                counters.refuse(Integer.toString(response.status()));
                return null;
            }
            counters.accept();
            if (plan.isMeasured(comes)) {
                intake.recordValue(Math.max(0, EpochMicros.now() - comes));
            }
            return checkout;
        } catch (IOException e) {
            counters.loseAnswer(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
