package checkout.lab.scenario.vocabulary;

import checkout.lab.scenario.card.ReconciliationFindsNothing;
import checkout.lab.scenario.expectation.AcceptedCheckoutsEnded;
import checkout.lab.scenario.expectation.AuditPasses;
import checkout.lab.scenario.expectation.CatalogueServed;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.HistoryAgrees;
import checkout.lab.scenario.expectation.NoDeadLetters;
import checkout.lab.scenario.expectation.NoDuplicateTransitions;
import checkout.lab.scenario.expectation.NoMissedDeadlines;
import checkout.lab.scenario.fault.PartChoice;
import checkout.lab.scenario.happening.ConditionsMet;
import checkout.lab.scenario.kafka.ConsumersCaughtUp;
import checkout.lab.scenario.kafka.OutboxMatchesKafka;
import checkout.lab.scenario.kafka.WrittenOutboxRows;
import checkout.lab.scenario.outside.PartsKeptRunning;
import checkout.lab.scenario.word.Parameter;
import checkout.lab.scenario.word.ParameterTypes;
import checkout.lab.scenario.word.Word;
import java.time.Duration;
import java.util.List;

/** The words for expectations. */
public final class ExpectationWords {

    private static final int ALL_READS = 100;

    private static final Parameter<Duration> WITHIN = Parameter.optional(
            "within",
            ParameterTypes.duration(
                    Duration.ofSeconds(1), Duration.ofMinutes(30), Duration.ofMinutes(3), Duration.ofMinutes(5)),
            AcceptedCheckoutsEnded.LONGEST,
            "the time from the end of the last fault until the last checkout has ended");
    private static final Parameter<Duration> LATE = Parameter.optional(
            "late",
            ParameterTypes.duration(
                    Duration.ofSeconds(1), Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofSeconds(30)),
            Duration.ofSeconds(3),
            "how long a saga may wait past its deadline");

    private static final Parameter<Integer> SERVED = Parameter.optional(
            "share",
            ParameterTypes.percent(ALL_READS),
            ALL_READS,
            "how many of a hundred reads are answered with products");

    private static final Parameter<List<String>> CONDITIONS = Parameter.optional(
            "conditions",
            ParameterTypes.choices(ConditionsMet.CONDITIONS),
            List.of("compensation"),
            "what must have happened at least once");

    public static final Word<Expectation> OUTBOX = Word.plain(
            "outbox-matches-kafka",
            "Every committed outbox row is in Kafka, nothing else is, and each key's messages were first published in order.",
            "outbox-matches-kafka",
            arguments -> new OutboxMatchesKafka(new WrittenOutboxRows(), false));

    public static final Word<Expectation> CAUGHT_UP = Word.plain(
            "consumers-caught-up",
            "Every consumer has processed all records, so that no duplicate is still waiting.",
            "consumers-caught-up",
            arguments -> new ConsumersCaughtUp());

    public static final Word<Expectation> AUDIT = Word.plain(
            "audit",
            "Every invariant of ./checkout audit holds once all checkouts have ended.",
            "audit",
            arguments -> new AuditPasses());

    public static final Word<Expectation> ALL_ENDED = Word.of(
            "all-ended",
            "Every accepted checkout and its saga have ended, once, with an outcome that fits what was bought.",
            WITHIN,
            List.of(),
            "all-ended: 60s",
            arguments -> new AcceptedCheckoutsEnded(arguments.get(WITHIN)));

    public static final Word<Expectation> HISTORY = Word.plain(
            "history",
            "What storefronts were told agrees: one checkout for each key, no status that goes back, no accepted checkout that is not found, no key that is accepted with another body, none that another storefront sees or changes.",
            "history",
            arguments -> new HistoryAgrees());

    public static final Word<Expectation> RECONCILIATION = Word.plain(
            "reconciliation",
            "payment-service compares its payments with the provider's ledger and finds no difference.",
            "reconciliation",
            arguments -> new ReconciliationFindsNothing());

    public static final Word<Expectation> NO_DEAD_LETTERS = Word.plain(
            "no-dead-letters",
            "No message became a dead letter, besides records that a fault put into a topic.",
            "no-dead-letters",
            arguments -> new NoDeadLetters());

    public static final Word<Expectation> NO_DUPLICATE_TRANSITIONS = Word.plain(
            "no-duplicate-transitions",
            "No saga sent a command twice as the same attempt, and each that has ended has published its outcome once.",
            "no-duplicate-transitions",
            arguments -> new NoDuplicateTransitions());

    public static final Word<Expectation> DEADLINES = Word.of(
                    "deadlines-kept",
                    "No saga waits long past its deadline; for scenarios in which an orchestrator is always running.",
                    LATE,
                    List.of(),
                    "deadlines-kept: 3s",
                    arguments -> (Expectation) new NoMissedDeadlines(arguments.get(LATE)))
            .notRandom();

    public static final Word<Expectation> PARTS_KEPT_RUNNING = Word.<Expectation>plain(
                    "parts-kept-running",
                    "No application has exited; for scenarios in which none is killed.",
                    "parts-kept-running",
                    arguments -> new PartsKeptRunning(PartChoice.APPLICATIONS))
            .notRandom();

    static final Word<Expectation> CATALOGUE_SERVED = Word.of(
                    "catalogue-served",
                    "The catalogue was read, and this share of its reads was answered with products.",
                    SERVED,
                    List.of(),
                    "catalogue-served: 99%",
                    arguments -> (Expectation) new CatalogueServed(arguments.get(SERVED)))
            .notRandom();

    static final Word<Expectation> HAPPENED = Word.of(
                    "happened",
                    "Each of these happened in the run at least once; otherwise the run is void, because it shows nothing about them.",
                    CONDITIONS,
                    List.of(),
                    "happened: [compensation, retry]",
                    arguments -> (Expectation) new ConditionsMet(arguments.get(CONDITIONS)))
            // whether it happens in a random scenario is chance
            .notRandom();

    /** What a duplicate that is still waiting could break comes after the consumers. */
    static final List<Word<Expectation>> ALL = List.of(
            OUTBOX,
            CAUGHT_UP,
            AUDIT,
            ALL_ENDED,
            HISTORY,
            RECONCILIATION,
            NO_DEAD_LETTERS,
            NO_DUPLICATE_TRANSITIONS,
            DEADLINES,
            PARTS_KEPT_RUNNING,
            CATALOGUE_SERVED,
            HAPPENED);

    private ExpectationWords() {}
}
