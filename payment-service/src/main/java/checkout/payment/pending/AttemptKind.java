package checkout.payment.pending;

/**
 * First calls and repeated calls are taken separately: calls that hang are repeated, and must not keep a first call waiting.
 */
public enum AttemptKind {
    FIRST("attempt = 0", 1),
    /** A repeated call asks what became of the earlier ones, and is then made again if need be. */
    REPEATED("attempt > 0", 2);

    private final String condition;
    private final int requests;

    AttemptKind(String condition, int requests) {
        this.condition = condition;
        this.requests = requests;
    }

    /** The condition on the column {@code attempt}; the partial indexes of the tables have the same. */
    public String condition() {
        return condition;
    }

    /** How many requests a call makes at most. */
    public int requests() {
        return requests;
    }
}
