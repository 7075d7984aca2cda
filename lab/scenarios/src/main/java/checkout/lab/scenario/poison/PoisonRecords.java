package checkout.lab.scenario.poison;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.expectation.AuditorQuery;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Two records of a topic cannot be handled; all the others are, and both are where an operator finds them. */
public final class PoisonRecords implements Fault, Expectation {

    private static final String TOPIC = "inventory.commands";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration GIVE_UP = Duration.ofMinutes(6);
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final int SOONEST_PERCENT = 20;
    private static final int LATEST_PERCENT = 80;

    private final int among;
    private final List<ExpectationResult> findings = new ArrayList<>();
    private final List<UUID> poisoned = new ArrayList<>();

    /** @param among how many checkouts there are, each with a record or two in the topic */
    public PoisonRecords(int among) {
        this.among = among;
    }

    @Override
    public void strike(ScenarioContext scenarioContext) throws InterruptedException, SQLException {
        SeededRandom seededRandom = scenarioContext.dice("poison");
        DeadLetterClient desk = new DeadLetterClient(scenarioContext);
        int first = SOONEST_PERCENT + seededRandom.below(LATEST_PERCENT - SOONEST_PERCENT);
        int second = first + seededRandom.below(LATEST_PERCENT - first);
        awaitAccepted(scenarioContext, among / 100 * first);
        UnreadableRecord unreadable = new UnreadableRecord(scenarioContext, desk);
        poisoned.add(unreadable.key());
        findings.add(unreadable.strike(TOPIC, LIMIT));
        awaitAccepted(scenarioContext, among / 100 * second);
        RecoverableCheckout.Story mendable = new RecoverableCheckout(scenarioContext, desk).strike(LIMIT);
        poisoned.add(mendable.checkout());
        findings.addAll(mendable.findings());
        awaitAccepted(scenarioContext, among);
    }

    private static void awaitAccepted(ScenarioContext scenarioContext, int count) throws InterruptedException {
        long giveUp = System.nanoTime() + GIVE_UP.toNanos();
        while (scenarioContext.promises().count() < count) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("after %s there are %d checkouts and not %d"
                        .formatted(GIVE_UP, scenarioContext.promises().count(), count));
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) throws SQLException {
        List<ExpectationResult> all = new ArrayList<>(findings);
        all.add(neighbours(scenarioContext));
        all.add(letters(scenarioContext));
        return all;
    }

    /** An inbox row is written in the transaction of the effect. */
    private ExpectationResult neighbours(ScenarioContext scenarioContext) throws SQLException {
        String lowest = scenarioContext.lowestId();
        long sent = AuditorQuery.number(
                scenarioContext, "select count(*) from sagas.outbox where id >= ?::uuid and topic = ?", lowest, TOPIC);
        List<String> unhandled = new ArrayList<>(AuditorQuery.texts(scenarioContext, """
                select format('%s %s of checkout %s was not handled', o.type, o.id, o.message_key)
                from sagas.outbox o
                where o.id >= ?::uuid and o.topic = ? and not exists (select from inventory.inbox i where i.id = o.id)
                """, lowest, TOPIC));
        if (sent < among) {
            unhandled.add("there were %d records in %s and not %d".formatted(sent, TOPIC, among));
        }
        return new ExpectationResult("the other records of the topic were handled", unhandled, Map.of("records", sent));
    }

    private ExpectationResult letters(ScenarioContext scenarioContext) throws SQLException {
        List<String> others = new ArrayList<>();
        long letters = 0;
        for (String key : AuditorQuery.texts(
                scenarioContext,
                "select message_key from sagas.dead_letter where id >= ?::uuid",
                scenarioContext.lowestId())) {
            letters++;
            if (!poisoned.contains(UUID.fromString(key))) {
                others.add("a record of checkout %s was buried too".formatted(key));
            }
        }
        if (letters != poisoned.size()) {
            others.add("%d records were buried and not %d".formatted(letters, poisoned.size()));
        }
        return new ExpectationResult(
                "nothing else was buried, and neither of the two twice", others, Map.of("dead letters", letters));
    }
}
