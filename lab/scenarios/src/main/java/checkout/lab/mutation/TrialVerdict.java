package checkout.lab.mutation;

/** What a trial has shown. */
enum TrialVerdict {
    /** The unmutated system holds. */
    GREEN("green", true),
    /** What was named has found it. */
    CAUGHT("caught", true),
    /** Something else has found it. */
    FOUND_OTHERWISE("FOUND OTHERWISE", false),
    SURVIVED("SURVIVED", false),
    /** The rules did nothing, so the trial shows nothing. */
    NEVER_FIRED("NEVER FIRED", false),
    /** What was named says something only when all checkouts have ended, and they have not. */
    NOT_AT_REST("NOT AT REST", false),
    /** The unmutated system does not hold. */
    RED("RED", false),
    /** The trial could not be carried out. */
    FAILED("FAILED", false);

    private final String text;
    private final boolean good;

    TrialVerdict(String text, boolean good) {
        this.text = text;
        this.good = good;
    }

    boolean isGood() {
        return good;
    }

    @Override
    public String toString() {
        return text;
    }
}
