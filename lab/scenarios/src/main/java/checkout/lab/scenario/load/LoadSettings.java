package checkout.lab.scenario.load;

import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterTypes;
import java.time.Duration;

/** What stands in the load of a file beside its words. */
public final class LoadSettings {

    /** The key below which the parameters of the word {@code checkouts} stand. */
    public static final String MIX = "mix";

    public static final Parameter<Duration> FOR = Parameter.optional(
            "for",
            ParameterTypes.duration(
                    Duration.ofSeconds(1), Duration.ofHours(3), Duration.ofSeconds(30), Duration.ofMinutes(2)),
            Duration.ofSeconds(30),
            "how long the load lasts at least; it does not end before the last fault has");

    private LoadSettings() {}
}
