package checkout.lab.scenario.expectation;

import checkout.lab.scenario.scene.Scene;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** No saga was moved twice by the same thing: no command was sent twice as the same attempt, no end told twice. */
public final class AdvancedOnce implements Expectation {

    @Override
    public List<Finding> check(Scene scene) throws SQLException {
        List<String> twice = Query.texts(scene, """
                select format('saga %s: "%s" %s attempt %s was sent %s times', saga_id, step, action, attempt, count(*))
                from sagas.outbox
                where id >= ?::uuid and step is not null
                group by saga_id, step, action, attempt
                having count(*) > 1
                """, scene.lowestId());
        List<String> ends = Query.texts(scene, """
                select format('saga %s told its end %s times', message_key, count(*))
                from sagas.outbox
                where id >= ?::uuid and topic = 'checkout.events'
                group by message_key
                having count(*) > 1
                """, scene.lowestId());
        long commands = Query.number(
                scene, "select count(*) from sagas.outbox where id >= ?::uuid and step is not null", scene.lowestId());
        long again = Query.number(
                scene, "select count(*) from sagas.outbox where id >= ?::uuid and attempt > 1", scene.lowestId());
        return List.of(
                new Finding(
                        "no saga sent a command twice as the same attempt",
                        twice,
                        Map.of("commands", commands, "of them repeated after a timeout", again)),
                new Finding("no saga told its end twice", ends, Map.of()));
    }
}
