package checkout.relay.slot;

/** Whether reading may continue from a slot. */
public sealed interface ReplicationSlotCheck {

    record Usable() implements ReplicationSlotCheck {}

    /**
     * Rows may be missing after the slot's position, or the slot belongs to somebody else.
     *
     * @param remedy what the operator should do
     * @param repair what a replay does to the slot before it publishes
     */
    record Refusal(String problem, String remedy, Repair repair) implements ReplicationSlotCheck {}

    /** How a replay makes a refused slot usable. */
    enum Repair {
        CREATE,
        REPLACE,
        ACCEPT,
        /** No replay helps. */
        NONE
    }
}
