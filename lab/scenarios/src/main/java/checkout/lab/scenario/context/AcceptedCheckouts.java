package checkout.lab.scenario.context;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The checkouts that were answered with a 202, and what their customers wanted. */
public final class AcceptedCheckouts {

    private final String run;
    private final Map<UUID, ShopperPurchase> accepted = new ConcurrentHashMap<>();
    private final AtomicLong unanswered = new AtomicLong();

    public AcceptedCheckouts(String run) {
        this.run = run;
    }

    /** What the ids of the run's customers begin with. */
    public String customers() {
        return "scenario-" + run + "-";
    }

    public void accept(UUID checkout, ShopperPurchase purchase) {
        accepted.put(checkout, purchase);
    }

    public void leaveUnanswered() {
        unanswered.incrementAndGet();
    }

    public Map<UUID, ShopperPurchase> accepted() {
        return Map.copyOf(accepted);
    }

    public int count() {
        return accepted.size();
    }

    /** Customers who never got an answer; they may or may not have an order. */
    public long unanswered() {
        return unanswered.get();
    }
}
