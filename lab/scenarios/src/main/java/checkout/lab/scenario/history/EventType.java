package checkout.lab.scenario.history;

/** What a line of a history says about its call. */
public enum EventType {
    INVOKE,
    /** It took effect. */
    OK,
    /** It was refused and has no effect. */
    FAIL,
    /** It may have taken effect or not: there was no answer, or one that says nothing. */
    UNKNOWN
}
