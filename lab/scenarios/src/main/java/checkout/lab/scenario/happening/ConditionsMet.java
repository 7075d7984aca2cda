package checkout.lab.scenario.happening;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.kafka.KafkaRecords;
import checkout.lab.scenario.measure.DuplicateMeter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each of the demanded conditions was met in the run. A run in which one was not says nothing about it, so it is void. */
public final class ConditionsMet implements Expectation {

    /** As files name them. */
    public static final List<String> CONDITIONS =
            Arrays.stream(RunCondition.values()).map(RunCondition::word).toList();

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final List<RunCondition> demanded;
    private @Nullable SlotReaders readers;
    private @Nullable DuplicateMeter duplicates;

    /** @param words some of {@link #CONDITIONS} */
    public ConditionsMet(List<String> words) {
        this.demanded = Arrays.stream(RunCondition.values())
                .filter(each -> words.contains(each.word()))
                .toList();
    }

    @Override
    public void watch(ScenarioContext context) throws InterruptedException {
        SlotReaders slotReaders = new SlotReaders(context);
        DuplicateMeter meter = new DuplicateMeter(context);
        readers = slotReaders;
        duplicates = meter;
        while (true) {
            slotReaders.read();
            meter.read();
            Thread.sleep(INTERVAL);
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException, InterruptedException {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (RunCondition each : demanded) {
            counts.put(each.word(), count(each, context));
        }
        return List.of(result(counts));
    }

    static ExpectationResult result(Map<String, Long> counts) {
        List<String> missing = new ArrayList<>();
        counts.forEach((word, count) -> {
            if (count == 0) {
                missing.add("%s did not happen; give the run more load, more time or other faults".formatted(word));
            }
        });
        return new ExpectationResult(
                "what the scenario is about has happened", missing, new LinkedHashMap<>(counts), true);
    }

    private long count(RunCondition condition, ScenarioContext context) throws SQLException, InterruptedException {
        String lowest = context.lowestId();
        return switch (condition) {
            case COMPENSATION -> context.number("""
                    select count(distinct saga_id) from sagas.outbox
                    where id >= ?::uuid and action = 'UNDO' and step <> 'start'
                    """, lowest);
            case RETRY ->
                context.number("select count(*) from sagas.outbox where id >= ?::uuid and attempt > 1", lowest);
            // an id begins with the time at which its message was made
            case LATE_REPLY -> context.number("""
                    select count(*) from sagas.inbox reply
                    where reply.id >= ?::uuid and reply.action = 'DO'
                      and exists (select from sagas.outbox undo
                                  where undo.saga_id = reply.saga_id and undo.step = reply.step and undo.action = 'UNDO'
                                    and undo.id < reply.id)
                    """, lowest);
            case REDELIVERY -> KafkaRecords.repeated(context);
            case DEDUP_HIT -> dedupHits();
            case TAKEOVER -> readers == null ? 0 : readers.changes();
        };
    }

    private long dedupHits() throws InterruptedException {
        DuplicateMeter meter = duplicates;
        if (meter == null) {
            return 0;
        }
        meter.read();
        return meter.duplicates();
    }
}
