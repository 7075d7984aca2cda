package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** No saga made a transition twice: no command was sent twice as the same attempt, no outcome published twice. */
public final class NoDuplicateTransitions implements Expectation {

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        String lowestId = context.lowestId();
        return List.of(
                new ExpectationResult(
                        "no saga sent a command twice as the same attempt",
                        context.counterExamples("""
                                select format('saga %s: "%s" %s attempt %s was sent %s times', saga_id, step, action, attempt, count(*))
                                from sagas.outbox
                                where id >= ?::uuid and step is not null
                                group by saga_id, step, action, attempt
                                having count(*) > 1
                                """, lowestId),
                        Map.of(
                                "commands",
                                context.number(
                                        "select count(*) from sagas.outbox where id >= ?::uuid and step is not null",
                                        lowestId),
                                "of them repeated after a timeout",
                                context.number(
                                        "select count(*) from sagas.outbox where id >= ?::uuid and attempt > 1",
                                        lowestId))),
                new ExpectationResult("no saga published its outcome twice", context.counterExamples("""
                                select format('saga %s published its outcome %s times', saga_id, count(*))
                                from sagas.outbox
                                where id >= ?::uuid and topic = 'checkout.events'
                                group by saga_id
                                having count(*) > 1
                                """, lowestId)));
    }
}
