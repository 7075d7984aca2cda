package checkout.lab.scenario.context;

import checkout.lab.scenario.context.ShopperPurchase.Line;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The checkouts and returns that were answered with 202, and what their customers wanted. */
public final class AcceptedCheckouts {

    private final String run;
    private final Map<UUID, ShopperPurchase> accepted = new ConcurrentHashMap<>();
    private final Map<UUID, AcceptedReturn> returns = new ConcurrentHashMap<>();
    private final AtomicLong arrivals = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();

    /**
     * A return that was answered with 202.
     *
     * @param key the idempotency key it was requested with
     */
    public record AcceptedReturn(UUID checkout, String key, List<Line> lines) {
        public AcceptedReturn {
            lines = List.copyOf(lines);
        }
    }

    public AcceptedCheckouts(String run) {
        this.run = run;
    }

    /** What the ids of the run's customers start with. */
    public String customerPrefix() {
        return "scenario-" + run + "-";
    }

    public void add(UUID checkout, ShopperPurchase purchase) {
        accepted.put(checkout, purchase);
    }

    public void addReturn(UUID id, AcceptedReturn accepted) {
        returns.put(id, accepted);
    }

    /** A customer of the load begins to buy. */
    public void addArrival() {
        arrivals.incrementAndGet();
    }

    public long arrivals() {
        return arrivals.get();
    }

    public void addUnanswered() {
        unanswered.incrementAndGet();
    }

    public Map<UUID, ShopperPurchase> byId() {
        return Map.copyOf(accepted);
    }

    public Map<UUID, AcceptedReturn> returnsById() {
        return Map.copyOf(returns);
    }

    public int count() {
        return accepted.size();
    }

    /** The number of customers who never got a response; they may or may not have an order. */
    public long unanswered() {
        return unanswered.get();
    }
}
