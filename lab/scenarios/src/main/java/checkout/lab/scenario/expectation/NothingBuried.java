package checkout.lab.scenario.expectation;

import checkout.lab.scenario.scene.Scene;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Nothing went to the dead letters: the load holds no poison, and a fault of the machinery is none. */
public final class NothingBuried implements Expectation {

    @Override
    public List<Finding> check(Scene scene) throws SQLException {
        String lowest = scene.lowestId();
        List<String> buried = Query.texts(scene, """
                select format('%s: %s of checkout %s, %s', topic, type, message_key, headers::json ->> 'dlt-reason')
                from (
                    select id, topic, type, message_key, headers from orders.outbox
                    union all select id, topic, type, message_key, headers from inventory.outbox
                    union all select id, topic, type, message_key, headers from payments.outbox
                    union all select id, topic, type, message_key, headers from sagas.outbox
                ) as sent
                where id >= ?::uuid and topic like '%.dlt'
                """, lowest);
        return List.of(new Finding("no message was buried", buried, Map.of()));
    }
}
