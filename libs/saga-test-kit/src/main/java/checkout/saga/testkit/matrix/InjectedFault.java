package checkout.saga.testkit.matrix;

/**
 * A fault of the machinery, which must not change the outcome of a scenario.
 *
 * @param atInput the number of the input, from zero, at which the orchestrator crashes; ignored otherwise
 */
record InjectedFault(Kind kind, int atInput) {

    static final InjectedFault NONE = new InjectedFault(Kind.NONE, -1);
    /** Every command and every reply is delivered twice. */
    static final InjectedFault EVERYTHING_TWICE = new InjectedFault(Kind.EVERYTHING_TWICE, -1);

    enum Kind {
        NONE,
        EVERYTHING_TWICE,
        CRASH_BEFORE_COMMIT,
        CRASH_AFTER_COMMIT_BEFORE_PUBLISH
    }

    boolean crashesAt(Kind when, int input) {
        return kind == when && atInput == input;
    }
}
