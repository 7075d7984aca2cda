package checkout.lab.scenario.poison;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.time.Polling;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Two records of a topic cannot be handled. All others must be, and the two must become dead letters. */
public final class PoisonRecords implements Fault, Expectation {

    private static final String TOPIC = "inventory.commands";
    private static final Duration DEAD_LETTER_LIMIT = Duration.ofSeconds(10);
    private static final Polling LOAD_POLLING = new Polling(Duration.ofMinutes(6), Duration.ofMillis(100));
    private static final int EARLIEST_PERCENT = 20;
    private static final int LATEST_PERCENT = 80;

    private final int checkouts;
    private final List<ExpectationResult> results = new ArrayList<>();
    private final List<UUID> poisoned = new ArrayList<>();

    /** @param checkouts the number of checkouts, each with one or two records in the topic */
    public PoisonRecords(int checkouts) {
        this.checkouts = checkouts;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, SQLException {
        SeededRandom random = context.random("poison");
        DeadLetterClient deadLetters = new DeadLetterClient(context);
        int first = EARLIEST_PERCENT + random.below(LATEST_PERCENT - EARLIEST_PERCENT);
        int second = first + random.below(LATEST_PERCENT - first);
        awaitAccepted(context, checkouts / 100 * first);
        UnreadableRecord unreadable = new UnreadableRecord(context, deadLetters);
        poisoned.add(unreadable.key());
        results.add(unreadable.run(TOPIC, DEAD_LETTER_LIMIT));
        awaitAccepted(context, checkouts / 100 * second);
        RecoverableCheckout.Outcome recoverable = new RecoverableCheckout(context, deadLetters).run(DEAD_LETTER_LIMIT);
        poisoned.add(recoverable.checkout());
        results.addAll(recoverable.results());
        awaitAccepted(context, checkouts);
    }

    private static void awaitAccepted(ScenarioContext context, int count) throws InterruptedException {
        int accepted = LOAD_POLLING.until(
                n -> n >= count, () -> context.acceptedCheckouts().count());
        if (accepted < count) {
            throw new IllegalStateException(
                    "%d of %d checkouts were accepted in %s".formatted(accepted, count, LOAD_POLLING.timeout()));
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        List<ExpectationResult> all = new ArrayList<>(results);
        all.add(othersHandled(context));
        all.add(noOtherDeadLetters(context));
        return all;
    }

    /** An inbox row is written in the transaction of the effect. */
    private ExpectationResult othersHandled(ScenarioContext context) throws SQLException {
        String lowestId = context.lowestId();
        long sent =
                context.number("select count(*) from sagas.outbox where id >= ?::uuid and topic = ?", lowestId, TOPIC);
        List<String> unhandled = new ArrayList<>(context.counterExamples("""
                select format('%s %s of checkout %s was not handled', o.type, o.id, o.message_key)
                from sagas.outbox o
                where o.id >= ?::uuid and o.topic = ? and not exists (select from inventory.inbox i where i.id = o.id)
                """, lowestId, TOPIC));
        if (sent < checkouts) {
            unhandled.add("there were %d records in %s instead of %d".formatted(sent, TOPIC, checkouts));
        }
        return new ExpectationResult("the other records of the topic were handled", unhandled, Map.of("records", sent));
    }

    private ExpectationResult noOtherDeadLetters(ScenarioContext context) throws SQLException {
        List<String> keys = context.counterExamples(
                "select message_key from sagas.dead_letter where id >= ?::uuid", context.lowestId());
        List<String> others = new ArrayList<>();
        for (String key : keys) {
            if (!poisoned.contains(UUID.fromString(key))) {
                others.add("a record of checkout %s became a dead letter".formatted(key));
            }
        }
        if (keys.size() != poisoned.size()) {
            others.add("there are %d dead letters instead of %d".formatted(keys.size(), poisoned.size()));
        }
        return new ExpectationResult(
                "no other record became a dead letter, and neither of the two did twice",
                others,
                Map.of("dead letters", keys.size()));
    }
}
