package checkout.lab.mutation;

import java.util.List;

/**
 * The result of a trial. The components are the JSON fields.
 *
 * @param mutation its name, or the name of the load of a control
 * @param expected what was to find it
 * @param fired how often its rules did something
 * @param checkouts how many were accepted until it was found, or in all
 * @param seconds from the beginning of the load until it was found, or until the end
 * @param red everything that was seen to be broken
 * @param example the first counter-example, or the reason of a failure
 */
record TrialResult(
        String mutation,
        String application,
        String load,
        String expected,
        TrialVerdict verdict,
        long fired,
        long checkouts,
        double seconds,
        List<String> red,
        String example) {}
