package checkout.lab.scenario.poison;

import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.Finding;
import checkout.lab.scenario.expectation.Query;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.scene.Dice;
import checkout.lab.scenario.scene.Scene;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Two records of a topic cannot be handled; all the others are, and both are where an operator finds them. */
public final class Poison implements Fault, Expectation {

    private static final String TOPIC = "inventory.commands";
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration GIVE_UP = Duration.ofMinutes(6);
    private static final long LOOK_AGAIN_MILLIS = 100;
    private static final int SOONEST_PERCENT = 20;
    private static final int LATEST_PERCENT = 80;

    private final int among;
    private final List<Finding> findings = new ArrayList<>();
    private final List<UUID> poisoned = new ArrayList<>();

    /** @param among how many checkouts there are, each with a record or two in the topic */
    public Poison(int among) {
        this.among = among;
    }

    @Override
    public void strike(Scene scene) throws InterruptedException, SQLException {
        Dice dice = scene.dice("poison");
        DeadLetterDesk desk = new DeadLetterDesk(scene);
        int first = SOONEST_PERCENT + dice.below(LATEST_PERCENT - SOONEST_PERCENT);
        int second = first + dice.below(LATEST_PERCENT - first);
        awaitAccepted(scene, among / 100 * first);
        UnreadableRecord unreadable = new UnreadableRecord(scene, desk);
        poisoned.add(unreadable.key());
        findings.add(unreadable.strike(TOPIC, LIMIT));
        awaitAccepted(scene, among / 100 * second);
        MendableCheckout.Story mendable = new MendableCheckout(scene, desk).strike(LIMIT);
        poisoned.add(mendable.checkout());
        findings.addAll(mendable.findings());
        awaitAccepted(scene, among);
    }

    private static void awaitAccepted(Scene scene, int count) throws InterruptedException {
        long giveUp = System.nanoTime() + GIVE_UP.toNanos();
        while (scene.promises().count() < count) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("after %s there are %d checkouts and not %d"
                        .formatted(GIVE_UP, scene.promises().count(), count));
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    @Override
    public List<Finding> check(Scene scene) throws SQLException {
        List<Finding> all = new ArrayList<>(findings);
        all.add(neighbours(scene));
        all.add(letters(scene));
        return all;
    }

    /** An inbox row is written in the transaction of the effect. */
    private Finding neighbours(Scene scene) throws SQLException {
        String lowest = scene.lowestId();
        long sent = Query.number(
                scene, "select count(*) from sagas.outbox where id >= ?::uuid and topic = ?", lowest, TOPIC);
        List<String> unhandled = new ArrayList<>(Query.texts(scene, """
                select format('%s %s of checkout %s was not handled', o.type, o.id, o.message_key)
                from sagas.outbox o
                where o.id >= ?::uuid and o.topic = ? and not exists (select from inventory.inbox i where i.id = o.id)
                """, lowest, TOPIC));
        if (sent < among) {
            unhandled.add("there were %d records in %s and not %d".formatted(sent, TOPIC, among));
        }
        return new Finding("the other records of the topic were handled", unhandled, Map.of("records", sent));
    }

    private Finding letters(Scene scene) throws SQLException {
        List<String> others = new ArrayList<>();
        long letters = 0;
        for (String key :
                Query.texts(scene, "select message_key from sagas.dead_letter where id >= ?::uuid", scene.lowestId())) {
            letters++;
            if (!poisoned.contains(UUID.fromString(key))) {
                others.add("a record of checkout %s was buried too".formatted(key));
            }
        }
        if (letters != poisoned.size()) {
            others.add("%d records were buried and not %d".formatted(letters, poisoned.size()));
        }
        return new Finding(
                "nothing else was buried, and neither of the two twice", others, Map.of("dead letters", letters));
    }
}
