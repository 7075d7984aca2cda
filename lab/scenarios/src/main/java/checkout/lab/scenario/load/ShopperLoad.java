package checkout.lab.scenario.load;

import checkout.lab.http.HttpConnection;
import checkout.lab.http.HttpResponse;
import checkout.lab.scenario.context.AcceptedCheckouts;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.load.FollowUps.Bought;
import checkout.lab.time.ArrivalSchedule;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Customers who arrive at a fixed rate and retry under the same idempotency key until they get a response. */
public final class ShopperLoad implements Load {

    private final int ratePerSecond;
    private final @Nullable ShopperMix mix;

    private ShopperLoad(int ratePerSecond, @Nullable ShopperMix mix) {
        this.ratePerSecond = ratePerSecond;
        this.mix = mix;
    }

    /** Customers who buy one item each; some pay with what is declined, some want a scarce product, some cancel at once. */
    public static Load plain(int ratePerSecond) {
        return new ShopperLoad(ratePerSecond, null);
    }

    public static Load of(int ratePerSecond, ShopperMix mix) {
        return new ShopperLoad(ratePerSecond, mix);
    }

    /** At a rate of zero there are no customers. */
    @Override
    public Running start(ScenarioContext context) throws SQLException {
        if (ratePerSecond == 0) {
            return () -> {};
        }
        Customers customers = mix == null ? Customers.plain() : Customers.of(mix, lowWallets(context, mix));
        Shoppers shoppers = new Shoppers(context, customers, ratePerSecond);
        shoppers.start();
        return shoppers;
    }

    private static List<String> lowWallets(ScenarioContext context, ShopperMix mix) throws SQLException {
        return PaymentWords.needsLowWallets(mix.payment()) ? LowWallets.open(context) : List.of();
    }

    /** The customers of one run. */
    private static final class Shoppers implements Running {

        private static final int CLIENTS = 16;
        private static final int PATIENT_PERCENT = 75;
        private static final long STOP_TIMEOUT_MILLIS = 75_000;

        private final ScenarioContext context;
        private final AcceptedCheckouts acceptedCheckouts;
        private final Customers customers;
        private final StorefrontCalls calls;
        private final FollowUps followUps;
        private final ArrivalSchedule arrivals;
        private final AtomicLong number = new AtomicLong();
        private final CustomerThreads threads = new CustomerThreads();
        private volatile boolean stopping;

        Shoppers(ScenarioContext context, Customers customers, int ratePerSecond) {
            this.context = context;
            this.acceptedCheckouts = context.acceptedCheckouts();
            this.customers = customers;
            this.calls = new StorefrontCalls(context);
            this.followUps = new FollowUps(context, calls);
            this.arrivals = new ArrivalSchedule(EpochMicros.now(), ratePerSecond);
        }

        void start() {
            followUps.start();
            for (int i = 0; i < CLIENTS; i++) {
                threads.start("shopper-" + i, this::shop);
            }
        }

        /** Submits nothing new and waits for the outstanding responses. */
        @Override
        public void stop() throws InterruptedException {
            stopping = true;
            try {
                threads.join(STOP_TIMEOUT_MILLIS);
            } finally {
                followUps.stop();
            }
        }

        private void shop() {
            try (HttpConnection connection = calls.connect()) {
                while (!stopping) {
                    long n = number.getAndIncrement();
                    EpochMicros.await(arrivals.at(n));
                    if (!stopping) {
                        buy(connection, n, customers.nth(context.seed(), n));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                context.eventLog().log("a customer's connection cannot be closed: " + e);
            }
        }

        private boolean isPatient(long n) {
            return SeededRandom.of(context.seed(), "patience of customer " + n).withProbability(PATIENT_PERCENT);
        }

        private void buy(HttpConnection connection, long n, Customer customer) throws InterruptedException {
            String name = acceptedCheckouts.customerPrefix() + n;
            StorefrontCall place = StorefrontCall.place(
                    customer.storefront(), name, customer.purchase().json(name));
            Bought bought = new Bought(name, customer, place);
            acceptedCheckouts.addArrival();
            followUps.add(bought, customer.followUps(true), null);
            HttpResponse response =
                    isPatient(n) ? calls.untilConclusive(connection, place) : calls.untilCertain(connection, place);
            context.responseTimes().add(arrivals.at(n), EpochMicros.now());
            if (response == null) {
                acceptedCheckouts.addUnanswered();
                return;
            }
            UUID checkout = response.acceptedCheckout();
            if (checkout == null) {
                context.eventLog().count("checkouts answered " + response.status());
                context.eventLog()
                        .log("a checkout was answered with %d: %s".formatted(response.status(), response.body()));
                return;
            }
            acceptedCheckouts.add(checkout, customer.purchase());
            followUps.add(bought, customer.followUps(false), checkout);
        }
    }
}
