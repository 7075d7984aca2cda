package checkout.lab.scenario.load;

import checkout.lab.http.HttpConnection;
import checkout.lab.http.HttpResponse;
import checkout.lab.scenario.context.AcceptedCheckouts.AcceptedReturn;
import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ShopperPurchase;
import checkout.lab.scenario.context.ShopperPurchase.Line;
import checkout.lab.scenario.load.FollowUp.Act;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Does what customers do after they have bought, each at its time. */
final class FollowUps {

    private static final int THREADS = 8;
    private static final int RETURN_ATTEMPTS = 40;
    private static final Duration RETURN_INTERVAL = Duration.ofMillis(500);
    private static final long STOP_TIMEOUT_MILLIS = 75_000;

    private final ScenarioContext context;
    private final StorefrontCalls calls;
    private final DelayQueue<Due> queue = new DelayQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();
    private final CustomerThreads threads = new CustomerThreads();

    /** The purchase that is followed up. */
    record Bought(String name, Customer customer, StorefrontCall placed) {}

    private record Due(Bought bought, Act act, @Nullable UUID checkout, int attempt, long at) implements Delayed {
        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(at - EpochMicros.now(), TimeUnit.MICROSECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MICROSECONDS), other.getDelay(TimeUnit.MICROSECONDS));
        }

        UUID placedCheckout() {
            if (checkout == null) {
                throw new IllegalStateException(act + " before the checkout was accepted");
            }
            return checkout;
        }
    }

    FollowUps(ScenarioContext context, StorefrontCalls calls) {
        this.context = context;
        this.calls = calls;
    }

    void start() {
        for (int i = 0; i < THREADS; i++) {
            threads.start("follow-ups-" + i, this::work);
        }
    }

    /** @param checkout null if it is not accepted yet */
    void add(Bought bought, List<FollowUp> followUps, @Nullable UUID checkout) {
        for (FollowUp each : followUps) {
            add(new Due(
                    bought,
                    each.act(),
                    checkout,
                    1,
                    EpochMicros.now() + each.after().toNanos() / 1000));
        }
    }

    private void add(Due due) {
        unfinished.incrementAndGet();
        queue.add(due);
    }

    /** Waits until everything is done, or for as long as a request is repeated; what is not done then is logged. */
    void stop() throws InterruptedException {
        long deadline = System.currentTimeMillis() + STOP_TIMEOUT_MILLIS;
        while (unfinished.get() > 0 && System.currentTimeMillis() < deadline) {
            Thread.sleep(20);
        }
        int left = unfinished.get();
        if (left > 0) {
            context.eventLog().log(left + " requests that customers make after their purchases were not made in time");
        }
        threads.interrupt();
        threads.join(STOP_TIMEOUT_MILLIS);
    }

    private void work() {
        try (HttpConnection connection = calls.connect()) {
            while (!Thread.currentThread().isInterrupted()) {
                Due due = queue.take();
                try {
                    perform(connection, due);
                } finally {
                    unfinished.decrementAndGet();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            context.eventLog().log("a customer's connection cannot be closed: " + e);
        }
    }

    private void perform(HttpConnection connection, Due due) throws InterruptedException {
        int storefront = due.bought().customer().storefront();
        switch (due.act()) {
            case DUPLICATE -> placeAgain(connection, due, "duplicates");
            case REPLAY -> {
                placeAgain(connection, due, "replays");
                placeOther(connection, due);
            }
            case CANCEL ->
                count(
                        "cancellations",
                        calls.untilConclusive(connection, StorefrontCall.cancel(storefront, due.placedCheckout())));
            case READ -> calls.once(connection, StorefrontCall.read(storefront, due.placedCheckout()));
            case MEDDLE -> meddle(connection, due);
            case RETURN, GREEDY_RETURN -> giveBack(connection, due);
        }
    }

    private void placeAgain(HttpConnection connection, Due due, String what) throws InterruptedException {
        HttpResponse response = calls.untilConclusive(connection, due.bought().placed());
        count(what, response);
        UUID checkout = response == null ? null : response.acceptedCheckout();
        if (checkout != null) {
            context.acceptedCheckouts().add(checkout, due.bought().customer().purchase());
        }
    }

    private void placeOther(HttpConnection connection, Due due) throws InterruptedException {
        ShopperPurchase other = due.bought().customer().purchase().withOneMore();
        StorefrontCall changed =
                due.bought().placed().changed(other.json(due.bought().name()));
        count("changed requests", calls.untilConclusive(connection, changed));
    }

    private void meddle(HttpConnection connection, Due due) throws InterruptedException {
        UUID checkout = due.placedCheckout();
        int storefront = due.bought().customer().storefront();
        Line line = due.bought().customer().purchase().lines().getFirst();
        calls.once(connection, StorefrontCall.read(storefront, checkout).byOther());
        calls.listed(
                connection, StorefrontCall.list(storefront, due.bought().name()).byOther(), checkout);
        calls.once(
                connection,
                StorefrontCall.giveBack(storefront, checkout, 4, List.of(line)).byOther());
        calls.once(connection, StorefrontCall.cancel(storefront, checkout).byOther());
    }

    /** Only a confirmed checkout can be returned, so the customer waits until it is. */
    private void giveBack(HttpConnection connection, Due due) throws InterruptedException {
        int storefront = due.bought().customer().storefront();
        HttpResponse read = calls.once(connection, StorefrontCall.read(storefront, due.placedCheckout()));
        String body = read == null ? "" : read.body();
        if (body.contains("\"status\":\"CONFIRMED\"")) {
            List<Line> lines = due.bought().customer().purchase().lines();
            Line first = lines.getFirst();
            if (due.act() == Act.GREEDY_RETURN) {
                giveBack(connection, due, 2, List.of(first));
                giveBack(connection, due, 3, List.of(first.one()));
            } else {
                giveBack(connection, due, 1, someOfEach(lines));
            }
        } else if (!body.contains("\"status\":\"REJECTED\"") && due.attempt() < RETURN_ATTEMPTS) {
            long at = EpochMicros.now() + RETURN_INTERVAL.toNanos() / 1000;
            add(new Due(due.bought(), due.act(), due.checkout(), due.attempt() + 1, at));
        }
    }

    /** All items of every other product and one of the rest, so that products differ in how many come back. */
    private static List<Line> someOfEach(List<Line> lines) {
        List<Line> some = new ArrayList<>();
        for (int n = 0; n < lines.size(); n++) {
            some.add(n % 2 == 0 ? lines.get(n) : lines.get(n).one());
        }
        return some;
    }

    /** Requests the return, and once it is accepted, again with the same key, which must have the same answer. */
    private void giveBack(HttpConnection connection, Due due, int nth, List<Line> lines) throws InterruptedException {
        int storefront = due.bought().customer().storefront();
        StorefrontCall call = StorefrontCall.giveBack(storefront, due.placedCheckout(), nth, lines);
        if (giveBack(connection, due, call, lines, "returns")) {
            giveBack(connection, due, call, lines, "repeated returns");
        }
    }

    private boolean giveBack(HttpConnection connection, Due due, StorefrontCall call, List<Line> lines, String what)
            throws InterruptedException {
        HttpResponse response = calls.untilConclusive(connection, call);
        count(what, response);
        UUID accepted = response == null ? null : response.acceptedReturn();
        if (accepted == null) {
            return false;
        }
        context.acceptedCheckouts()
                .addReturn(accepted, new AcceptedReturn(due.placedCheckout(), String.valueOf(call.key()), lines));
        return true;
    }

    private void count(String what, @Nullable HttpResponse response) {
        context.eventLog().count(what + " answered " + (response == null ? "not at all" : response.status()));
    }
}
