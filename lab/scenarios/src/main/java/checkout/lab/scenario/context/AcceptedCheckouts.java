package checkout.lab.scenario.context;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The checkouts that were answered with 202, and what their customers wanted. */
public final class AcceptedCheckouts {

    private final String run;
    private final Map<UUID, ShopperPurchase> accepted = new ConcurrentHashMap<>();
    private final AtomicLong unanswered = new AtomicLong();

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

    public void addUnanswered() {
        unanswered.incrementAndGet();
    }

    public Map<UUID, ShopperPurchase> byId() {
        return Map.copyOf(accepted);
    }

    public int count() {
        return accepted.size();
    }

    /** The number of customers who never got a response; they may or may not have an order. */
    public long unanswered() {
        return unanswered.get();
    }
}
