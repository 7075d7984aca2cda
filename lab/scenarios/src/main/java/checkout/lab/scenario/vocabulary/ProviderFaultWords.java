package checkout.lab.scenario.vocabulary;

import static checkout.lab.scenario.vocabulary.FaultParameters.FOR;

import checkout.lab.scenario.card.ProviderFault;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterTypes;
import checkout.lab.scenario.word.Word;
import java.time.Duration;
import java.util.List;

/** The words for what happens to the card provider. Only one of them is in effect at a time; others wait. */
final class ProviderFaultWords {

    private static final Parameter<Duration> LATENCY = Parameter.required(
            "latency",
            ParameterTypes.duration(
                    Duration.ofMillis(1), Duration.ofMinutes(2), Duration.ofMillis(100), Duration.ofSeconds(5)),
            "how much later every call takes effect and is answered");
    private static final Parameter<Integer> SHARE =
            Parameter.required("share", ParameterTypes.percent(60), "how many of the calls fail");
    private static final Parameter<Integer> LIMIT =
            Parameter.required("limit", ParameterTypes.rate(1, 1_000, 5, 50), "how many calls are taken in a second");

    static final Word<Fault> SLOW = Word.of(
            "provider-slow",
            "The card provider takes longer.",
            LATENCY,
            List.of(FOR),
            "{at: 5s, provider-slow: 2s, for: 10s}",
            arguments -> ProviderFault.slow(arguments.get(LATENCY), arguments.get(FOR)));

    static final Word<Fault> ERRORS = Word.of(
            "provider-errors",
            "Calls of the card provider fail with 500, half of them after they took effect.",
            SHARE,
            List.of(FOR),
            "{at: 5s, provider-errors: 30%, for: 10s}",
            arguments -> ProviderFault.failing(arguments.get(SHARE), arguments.get(FOR)));

    static final Word<Fault> DOWN = Word.of(
            "provider-down",
            "The card provider closes connections without an answer.",
            FOR,
            List.of(),
            "{at: 5s, provider-down: 10s}",
            arguments -> ProviderFault.away(arguments.get(FOR)));

    static final Word<Fault> LIMITED = Word.of(
            "provider-limit",
            "The card provider refuses further calls of a second with 429.",
            LIMIT,
            List.of(FOR),
            "{at: 5s, provider-limit: 10/s, for: 15s}",
            arguments -> ProviderFault.limited(arguments.get(LIMIT), arguments.get(FOR)));

    static final List<Word<Fault>> ALL = List.of(SLOW, ERRORS, DOWN, LIMITED);

    private ProviderFaultWords() {}
}
