package checkout.lab.scenario.kafka;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** The outbox that scenarios write to, and a topic that no service consumes. */
public final class LabOutbox {

    public static final String SCHEMA = "orders";
    public static final String TOPIC = "checkout.events";

    private LabOutbox() {}

    /**
     * Returns an id as the services create it: it starts with its timestamp, by which the outbox is partitioned, and
     * increases within a millisecond too, so that the order of ids is the order of rows.
     */
    public static UUID nextId() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }
}
