package checkout.lab.scenario.expectation;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Nothing went to the dead letters: the load holds no poison, and a fault of the machinery is none. */
public final class NoDeadLetters implements Expectation {

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) throws SQLException {
        String lowest = scenarioContext.lowestId();
        List<String> buried = AuditorQuery.texts(scenarioContext, """
                select format('%s: %s of checkout %s, %s', topic, type, message_key, headers::json ->> 'dlt-reason')
                from (
                    select id, topic, type, message_key, headers from orders.outbox
                    union all select id, topic, type, message_key, headers from inventory.outbox
                    union all select id, topic, type, message_key, headers from payments.outbox
                    union all select id, topic, type, message_key, headers from sagas.outbox
                ) as sent
                where id >= ?::uuid and topic like '%.dlt'
                """, lowest);
        return List.of(new ExpectationResult("no message was buried", buried, Map.of()));
    }
}
