package checkout.lab.scenario.kafka;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** Where scenarios write rows of their own: the outbox of a service, under a topic that no service takes. */
public final class LabOutbox {

    public static final String SCHEMA = "orders";
    public static final String TOPIC = "checkout.events";

    private LabOutbox() {}

    /**
     * Ids as the services make them: they begin with their time, by which the outbox is partitioned, and grow within a
     * millisecond too, so that their order is the one in which rows were written.
     */
    public static UUID nextId() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }
}
