package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** No saga was moved twice by the same thing: no command was sent twice as the same attempt, no end told twice. */
public final class NoDuplicateTransitions implements Expectation {

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) throws SQLException {
        List<String> twice = AuditorQuery.texts(scenarioContext, """
                select format('saga %s: "%s" %s attempt %s was sent %s times', saga_id, step, action, attempt, count(*))
                from sagas.outbox
                where id >= ?::uuid and step is not null
                group by saga_id, step, action, attempt
                having count(*) > 1
                """, scenarioContext.lowestId());
        List<String> ends = AuditorQuery.texts(scenarioContext, """
                select format('saga %s told its end %s times', message_key, count(*))
                from sagas.outbox
                where id >= ?::uuid and topic = 'checkout.events'
                group by message_key
                having count(*) > 1
                """, scenarioContext.lowestId());
        long commands = AuditorQuery.number(
                scenarioContext,
                "select count(*) from sagas.outbox where id >= ?::uuid and step is not null",
                scenarioContext.lowestId());
        long again = AuditorQuery.number(
                scenarioContext,
                "select count(*) from sagas.outbox where id >= ?::uuid and attempt > 1",
                scenarioContext.lowestId());
        return List.of(
                new ExpectationResult(
                        "no saga sent a command twice as the same attempt",
                        twice,
                        Map.of("commands", commands, "of them repeated after a timeout", again)),
                new ExpectationResult("no saga told its end twice", ends, Map.of()));
    }
}
