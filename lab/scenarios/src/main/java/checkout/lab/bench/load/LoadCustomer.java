package checkout.lab.bench.load;

import checkout.lab.bench.request.CheckoutRequestBytes;
import checkout.lab.http.HttpConnection;
import checkout.lab.http.HttpResponse;
import checkout.lab.time.ArrivalSchedule;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The customers of one connection, one after the other. */
final class LoadCustomer implements Runnable {

    private static final long DELAY_AFTER_REFUSAL = EpochMicros.SECOND / 20;

    private final LoadGenerator load;
    private final LoadPlan plan;
    private final @Nullable ArrivalSchedule arrivals;
    private final CheckoutRequestBytes request;
    private final HttpConnection connection;

    LoadCustomer(LoadGenerator load, CheckoutRequestBytes request, HttpConnection connection) {
        this.load = load;
        this.plan = load.plan();
        this.arrivals = plan.arrivals();
        this.request = request;
        this.connection = connection;
    }

    @Override
    public void run() {
        try {
            EpochMicros.await(plan.begin());
            while (true) {
                long n = load.nextNumber();
                long arrival = arrivals == null ? EpochMicros.now() : arrivals.at(n);
                if (load.isOver(arrival)) {
                    return;
                }
                EpochMicros.await(arrival);
                if (load.isOver(arrival)) { // stopped meanwhile
                    return;
                }
                UUID checkout = submit(n, arrival);
                if (checkout == null && arrivals == null) {
                    EpochMicros.await(EpochMicros.now() + DELAY_AFTER_REFUSAL);
                } else if (checkout != null
                        && plan.waitsForEnds()
                        && !load.pending().await(checkout, load.giveUpAt())) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            load.counters().addConnections(connection.timesOpened());
        }
    }

    /** Returns the id of the checkout, or null if it was not accepted. */
    private @Nullable UUID submit(long n, long arrival) {
        LoadCounters counters = load.counters();
        try {
            HttpResponse response = connection.exchange(request.of(
                    load.run().customer(arrival),
                    load.carts().lines(n),
                    load.carts().payment(n)));
            UUID checkout = response.acceptedCheckout();
            if (checkout == null) {
                counters.countRefused(Integer.toString(response.status()));
                return null;
            }
            counters.countAccepted();
            if (plan.isMeasured(arrival)) {
                load.recordAcceptance(Math.max(0, EpochMicros.now() - arrival));
            }
            return checkout;
        } catch (IOException e) {
            counters.countWithoutResponse(String.valueOf(e.getMessage()));
            return null;
        }
    }
}
