package checkout.saga.engine.scenario;

import checkout.saga.engine.definition.RetryPolicy;

/** When a participant's replies come, counted in milliseconds from the sending of each attempt. */
enum Punctuality {
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
    private static final long ROUND_TRIP = 2 * ONE_WAY;

    /** From sending the attempt to the participant's seeing it. */
    long command(RetryPolicy retry) {
        return this == COMMAND_AFTER_GIVING_UP ? givingUp(retry) + 10 * ONE_WAY : ONE_WAY;
    }

    /** From sending the attempt to the orchestrator's seeing the reply. */
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

    /** Doubling up to the longest, and the dice always show the most. */
    static long backoff(RetryPolicy retry, int attempt) {
        return Math.min(
                retry.firstBackoff().toMillis() << (attempt - 1),
                retry.maxBackoff().toMillis());
    }

    /** From the first attempt to the end of the last one's patience. */
    static long givingUp(RetryPolicy retry) {
        long time = retry.attempts() * timeout(retry);
        for (int attempt = 1; attempt < retry.attempts(); attempt++) {
            time += backoff(retry, attempt);
        }
        return time;
    }
}
