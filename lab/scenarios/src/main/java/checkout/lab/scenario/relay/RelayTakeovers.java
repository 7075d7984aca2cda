package checkout.lab.scenario.relay;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.StackPart;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** Kills whichever of two relays is at work, and measures until a row written after that is in Kafka. */
public final class RelayTakeovers implements Fault, Expectation {

    private static final String RELAY = "outbox-relay";
    private static final Duration SHORTEST_PEACE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PEACE = Duration.ofSeconds(4);
    private static final Duration GIVE_UP = Duration.ofMinutes(1);
    private static final long POLL_MILLIS = 2;
    private static final long ASK_AGAIN_MILLIS = 50;
    private static final String WORKING = "WORKING";
    private static final String STANDBY = "STANDBY";

    private final Duration limit;
    private final List<Duration> took = new ArrayList<>();

    public RelayTakeovers(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void strike(ScenarioContext scenarioContext) throws InterruptedException, SQLException {
        OutboxHeartbeat pulse = new OutboxHeartbeat(scenarioContext);
        AtomicBoolean enough = new AtomicBoolean();
        Thread reader = new Thread(() -> pulse.read(enough::get), "pulse reader");
        reader.setDaemon(true);
        reader.start();
        try {
            Fault.inCompany(ignored -> pulse.write(), ignored -> killTheLeaders(scenarioContext, pulse))
                    .strike(scenarioContext);
        } catch (IOException e) {
            throw new IllegalStateException("nothing here reads or writes files", e);
        } finally {
            enough.set(true);
        }
    }

    private void killTheLeaders(ScenarioContext scenarioContext, OutboxHeartbeat pulse) throws InterruptedException {
        List<StackPart> relays = List.of(
                scenarioContext.scenarioProcesses().part(RELAY),
                scenarioContext.scenarioProcesses().startSecond(RELAY, Map.of()));
        RelayApiClient api = new RelayApiClient(scenarioContext);
        SeededRandom seededRandom = scenarioContext.dice("takeovers");
        for (int n = 1; n <= scenarioContext.times(); n++) {
            Thread.sleep(seededRandom.between(SHORTEST_PEACE, LONGEST_PEACE).toMillis());
            StackPart leader = leader(api, relays);
            StackPart other = relays.get(leader == relays.get(0) ? 1 : 0);
            long killing = System.nanoTime();
            scenarioContext.scenarioProcesses().kill(leader);
            // what was written before it was gone may have been its own last work
            Duration one = Duration.ofNanos(awaitPulse(pulse, System.nanoTime()) - killing);
            requireWork(api, other);
            took.add(one);
            scenarioContext
                    .eventLog()
                    .tell("%s killed, %d of %d: rows flow again after %.2f s"
                            .formatted(leader.name(), n, scenarioContext.times(), one.toMillis() / 1000.0));
            scenarioContext.scenarioProcesses().start(leader);
        }
    }

    /** The one at work, as soon as the other one stands by: only then is there something to take over, and somebody. */
    private static StackPart leader(RelayApiClient api, List<StackPart> relays) throws InterruptedException {
        List<String> states = List.of();
        long giveUp = System.nanoTime() + GIVE_UP.toNanos();
        while (System.nanoTime() < giveUp) {
            states = List.of(api.state(relays.get(0)), api.state(relays.get(1)));
            if (states.containsAll(List.of(WORKING, STANDBY))) {
                return relays.get(states.indexOf(WORKING));
            }
            Thread.sleep(ASK_AGAIN_MILLIS);
        }
        throw new IllegalStateException(
                "for %s there was not one relay at work and one standing by, they are %s".formatted(GIVE_UP, states));
    }

    /** Rows flow again, so the one that stood by has to be at work; its own look at that may be a second old. */
    private static void requireWork(RelayApiClient api, StackPart other) throws InterruptedException {
        long giveUp = System.nanoTime() + GIVE_UP.toNanos();
        while (!api.state(other).equals(WORKING)) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("%s has not taken over in %s".formatted(other.name(), GIVE_UP));
            }
            Thread.sleep(ASK_AGAIN_MILLIS);
        }
    }

    private static long awaitPulse(OutboxHeartbeat pulse, long after) throws InterruptedException {
        OptionalLong seen = pulse.firstSeenAfter(after);
        while (seen.isEmpty() && System.nanoTime() - after < GIVE_UP.toNanos()) {
            Thread.sleep(POLL_MILLIS);
            seen = pulse.firstSeenAfter(after);
        }
        return seen.orElse(System.nanoTime());
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext scenarioContext) {
        return List.of(finding(took, limit));
    }

    static ExpectationResult finding(List<Duration> took, Duration limit) {
        List<Duration> sorted = took.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return new ExpectationResult(
                    "a relay takes over", List.of("no relay was killed; give the run --times"), Map.of());
        }
        Duration worst = sorted.get(sorted.size() - 1);
        // of an even number the slower one in the middle
        Duration median = sorted.get(sorted.size() / 2);
        return new ExpectationResult(
                "the other relay takes over within %d s".formatted(limit.toSeconds()),
                sorted.stream()
                        .filter(each -> each.compareTo(limit) > 0)
                        .map(each -> "it took %d ms".formatted(each.toMillis()))
                        .toList(),
                Map.of("takeovers", sorted.size(), "median ms", median.toMillis(), "worst ms", worst.toMillis()));
    }
}
