package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/**
 * No message became a dead letter: the load is valid, and transient faults must not dead-letter anything. Records that a
 * fault has put into a topic do not count.
 */
public final class NoDeadLetters implements Expectation {

    @Override
    public List<ExpectationResult> check(ScenarioContext context) throws SQLException {
        List<String> deadLetters = context.counterExamples(
                """
                select format('%s: %s of checkout %s, %s', topic, type, message_key, headers::json ->> 'dlt-reason')
                from (
                    select id, topic, type, message_key, headers from orders.outbox
                    union all select id, topic, type, message_key, headers from inventory.outbox
                    union all select id, topic, type, message_key, headers from payments.outbox
                    union all select id, topic, type, message_key, headers from sagas.outbox
                ) as sent
                where id >= ?::uuid and topic like '%.dlt' and not message_key = any (?)
                """, context.lowestId(), context.strangersRecords().keys());
        // the orchestrator keeps letters for longer than the services keep their messages
        List<String> kept = context.counterExamples(
                "select format('%s: %s of checkout %s, %s', topic, type, message_key, reason) from sagas.dead_letter"
                        + " where id >= ?::uuid and not message_key = any (?)",
                context.lowestId(), context.strangersRecords().keys());
        List<String> all = Stream.concat(deadLetters.stream(), kept.stream()).toList();
        return List.of(new ExpectationResult("no message became a dead letter", all));
    }
}
