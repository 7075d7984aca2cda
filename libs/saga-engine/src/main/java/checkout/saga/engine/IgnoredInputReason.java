package checkout.saga.engine;

/** Why an input changes nothing; to an operator or a storefront it is the reason of the refusal. */
public enum IgnoredInputReason {
    ALREADY_STARTED("the saga has started already"),
    ALREADY_ENDED("the saga has ended already"),
    DUPLICATE_REPLY("the step has given this answer already"),
    LATE_REPLY("the answer came after the saga had gone on without it"),
    STALE_TIMEOUT("what the timer was for has already happened"),
    PAST_THE_PIVOT("the saga is past its pivot and only goes forward"),
    ALREADY_UNDOING("the saga is being undone already"),
    NOTHING_STUCK("nothing of the saga is stuck or backs off"),
    STILL_RUNNING("a step of the saga is still running; wait until it ends or is stuck"),
    START_UNDONE("the start of the saga is undone, so it cannot have completed");

    private final String description;

    IgnoredInputReason(String description) {
        this.description = description;
    }

    public String description() {
        return description;
    }
}
