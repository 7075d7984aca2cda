package checkout.lab.scenario.vocabulary;

import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterType;
import checkout.lab.scenario.word.ParameterTypes;
import java.time.Duration;
import java.util.List;

/** Parameters that several faults have. */
final class FaultParameters {

    private static final ParameterType<Duration> A_WHILE = ParameterTypes.duration(
            Duration.ofMillis(100), Duration.ofMinutes(10), Duration.ofSeconds(2), Duration.ofSeconds(15));

    static final Parameter<Duration> FOR =
            Parameter.optional("for", A_WHILE, Duration.ofSeconds(10), "how long it lasts");

    static final Parameter<Integer> COUNT =
            Parameter.optional("count", ParameterTypes.count(1, 1_000, 20), 1, "how many records");

    private FaultParameters() {}

    static Parameter<String> required(String name, List<String> choices, String meaning) {
        return Parameter.required(name, ParameterTypes.choice(choices), meaning);
    }
}
