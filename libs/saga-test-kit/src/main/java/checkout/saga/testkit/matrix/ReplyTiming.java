package checkout.saga.testkit.matrix;

import checkout.saga.engine.definition.RetryPolicy;

/** When a participant's replies come, in milliseconds from the sending of each attempt. */
enum ReplyTiming {
    AT_ONCE,
    FIRST_LOST,
    ALL_BUT_LAST_LOST,
    FIRST_IN_BACKOFF,
    LAST_BUT_ONE_IN_BACKOFF,
    FIRST_JUST_AFTER_RESEND,
    ONLY_FIRST_AND_AFTER_RESEND,
    FIRST_AFTER_SECOND,
    JUST_AFTER_GIVING_UP,
    LONG_AFTER_GIVING_UP,
    COMMAND_AFTER_GIVING_UP,
    NEVER;

    static final long ONE_WAY = 2;
    static final long NEVER_COMES = Long.MAX_VALUE / 4;
    /** The shortest timeout and backoff beside which the times above keep their order. */
    static final long SHORTEST_WAIT = 100;

    private static final long ROUND_TRIP = 2 * ONE_WAY;
    private static final int MAX_DOUBLINGS = 30;

    /** The time until the participant sees the attempt. */
    long command(RetryPolicy retry) {
        return this == COMMAND_AFTER_GIVING_UP ? givingUp(retry) + 10 * ONE_WAY : ONE_WAY;
    }

    /** The time until the orchestrator sees the reply to the attempt. */
    long roundTrip(RetryPolicy retry, int attempt) {
        boolean first = attempt == 1;
        boolean lastButOne = attempt == retry.attempts() - 1;
        return switch (this) {
            case AT_ONCE -> ROUND_TRIP;
            case FIRST_LOST -> first ? NEVER_COMES : ROUND_TRIP;
            case ALL_BUT_LAST_LOST -> attempt < retry.attempts() ? NEVER_COMES : ROUND_TRIP;
            case FIRST_IN_BACKOFF -> first ? timeout(retry) + backoff(retry, 1) / 2 : ROUND_TRIP;
            case LAST_BUT_ONE_IN_BACKOFF ->
                lastButOne
                        ? timeout(retry) + backoff(retry, attempt) / 2
                        : attempt == retry.attempts() ? ROUND_TRIP : NEVER_COMES;
            case FIRST_JUST_AFTER_RESEND -> first ? timeout(retry) + backoff(retry, 1) + 1 : ROUND_TRIP;
            case ONLY_FIRST_AND_AFTER_RESEND -> first ? timeout(retry) + backoff(retry, 1) + 1 : NEVER_COMES;
            case FIRST_AFTER_SECOND -> first ? timeout(retry) + backoff(retry, 1) + 3 * ROUND_TRIP : ROUND_TRIP;
            case JUST_AFTER_GIVING_UP -> givingUp(retry) + 1;
            case LONG_AFTER_GIVING_UP -> givingUp(retry) + 25 * ROUND_TRIP;
            case COMMAND_AFTER_GIVING_UP -> command(retry) + ONE_WAY;
            case NEVER -> NEVER_COMES;
        };
    }

    static long timeout(RetryPolicy retry) {
        return retry.timeout().toMillis();
    }

    /** The wait after a failed attempt: the simulated orchestrator always draws the upper bound. */
    static long backoff(RetryPolicy retry, int attempt) {
        return Math.min(
                retry.firstBackoff().toMillis() << Math.min(attempt - 1, MAX_DOUBLINGS),
                retry.maxBackoff().toMillis());
    }

    /** The time from the first attempt until the last one times out. */
    static long givingUp(RetryPolicy retry) {
        long time = retry.attempts() * timeout(retry);
        for (int attempt = 1; attempt < retry.attempts(); attempt++) {
            time += backoff(retry, attempt);
        }
        return time;
    }
}
