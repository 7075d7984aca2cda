package checkout.relay.slot;

/** Whether a slot may be resumed from. */
public sealed interface SlotCheck {

    record Fit() implements SlotCheck {}

    /**
     * Rows may be missing behind this slot, or it is not ours.
     *
     * @param what what is wrong
     * @param remedy what the operator should do
     * @param mend what a replay has to do to the slot before it publishes
     */
    record Refusal(String what, String remedy, Mend mend) implements SlotCheck {}

    /** What a replay does to a refused slot. */
    enum Mend {
        CREATE,
        REPLACE,
        ACCEPT,
        NOT_OURS
    }
}
