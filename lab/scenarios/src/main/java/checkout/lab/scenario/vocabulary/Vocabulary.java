package checkout.lab.scenario.vocabulary;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.load.Load;
import checkout.lab.scenario.word.Word;
import checkout.lab.scenario.word.Words;
import java.util.List;
import java.util.stream.Stream;

/** All words, by their kind. */
public final class Vocabulary {

    public static final Words<Load> LOADS = new Words<>("load", LoadWords.ALL);

    public static final Words<Fault> FAULTS = new Words<>(
            "fault",
            Stream.of(
                            ProcessFaultWords.ALL,
                            DatabaseFaultWords.ALL,
                            MessageFaultWords.ALL,
                            ProviderFaultWords.ALL,
                            NetworkFaultWords.ALL)
                    .flatMap(List::stream)
                    .toList());

    /** In the order in which they are checked, whatever the order in a file. */
    public static final Words<Expectation> EXPECTATIONS = new Words<>("expectation", ExpectationWords.ALL);

    private Vocabulary() {}

    /** Whether a fault breaks connections, for which the network proxy must carry them. */
    public static boolean needsNetwork(Word<Fault> fault) {
        return NetworkFaultWords.ALL.contains(fault);
    }

    /** The faults that a random scenario may use on a stack with or without the network proxy. */
    public static List<Word<Fault>> randomFaults(boolean network) {
        return FAULTS.all().stream()
                .filter(word -> word.random() && (network || !needsNetwork(word)))
                .toList();
    }
}
