package checkout.lab.scenario.relay;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.fault.RandomFaultDelay;
import checkout.lab.stack.part.StackPart;
import checkout.lab.time.Polling;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

/** Kills the active one of two relays, and measures the time until a row written after that is in Kafka. */
public final class RelayTakeovers implements Fault, Expectation {

    private static final String RELAY = "outbox-relay";
    private static final RandomFaultDelay BETWEEN_KILLS = RandomFaultDelay.ofMillis(1_000, 4_000);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Polling HEARTBEAT_POLLING = new Polling(TIMEOUT, Duration.ofMillis(2));
    private static final Polling STATE_POLLING = new Polling(TIMEOUT, Duration.ofMillis(50));
    private static final String WORKING = "WORKING";
    private static final String STANDBY = "STANDBY";

    private final Duration limit;
    private final List<Duration> takeovers = new ArrayList<>();

    public RelayTakeovers(Duration limit) {
        this.limit = limit;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, IOException, SQLException {
        OutboxHeartbeat heartbeat = new OutboxHeartbeat(context);
        AtomicBoolean stopped = new AtomicBoolean();
        heartbeat.startReading(stopped::get);
        try {
            Fault.withBackground(ignored -> heartbeat.write(), ignored -> killActiveRelays(context, heartbeat))
                    .inject(context);
        } finally {
            stopped.set(true);
        }
    }

    private void killActiveRelays(ScenarioContext context, OutboxHeartbeat heartbeat) throws InterruptedException {
        ScenarioProcesses processes = context.processes();
        List<StackPart> relays = List.of(processes.part(RELAY), processes.startSecond(RELAY, Map.of()));
        RelayApiClient api = new RelayApiClient(context);
        SeededRandom random = context.random("takeovers");
        for (int n = 1; n <= context.times(); n++) {
            BETWEEN_KILLS.await(random);
            StackPart active = awaitActive(api, relays);
            StackPart standby = relays.get(active == relays.getFirst() ? 1 : 0);
            long killing = System.nanoTime();
            processes.kill(active);
            // a row written before the process was gone may still have been published by it
            Duration takeover = Duration.ofNanos(awaitHeartbeat(heartbeat, System.nanoTime()) - killing);
            requireActive(api, standby);
            takeovers.add(takeover);
            context.log(
                    "%s killed, %d of %d: rows flow again after %.2f s",
                    active.name(), n, context.times(), takeover.toMillis() / 1000.0);
            processes.start(active);
        }
    }

    /** Returns the active relay once the other is on standby, because only then can it take over. */
    private static StackPart awaitActive(RelayApiClient api, List<StackPart> relays) throws InterruptedException {
        List<String> states = STATE_POLLING.until(
                found -> found.containsAll(List.of(WORKING, STANDBY)),
                () -> List.of(api.state(relays.getFirst()), api.state(relays.getLast())));
        if (!states.contains(STANDBY) || !states.contains(WORKING)) {
            throw new IllegalStateException(
                    "after %s the relays are %s instead of one working and one on standby".formatted(TIMEOUT, states));
        }
        return relays.get(states.indexOf(WORKING));
    }

    /** Rows flow again, so the standby must have become active; the state that it reports may be a second old. */
    private static void requireActive(RelayApiClient api, StackPart relay) throws InterruptedException {
        String state = STATE_POLLING.until(WORKING::equals, () -> api.state(relay));
        if (!state.equals(WORKING)) {
            throw new IllegalStateException("%s did not take over in %s".formatted(relay.name(), TIMEOUT));
        }
    }

    private static long awaitHeartbeat(OutboxHeartbeat heartbeat, long after) throws InterruptedException {
        return HEARTBEAT_POLLING
                .until(OptionalLong::isPresent, () -> heartbeat.firstReceivedAfter(after))
                .orElseGet(System::nanoTime);
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(result(takeovers, limit));
    }

    static ExpectationResult result(List<Duration> takeovers, Duration limit) {
        List<Duration> sorted = takeovers.stream().sorted().toList();
        if (sorted.isEmpty()) {
            return new ExpectationResult(
                    "a relay takes over", List.of("no relay was killed; give the run more --times"));
        }
        // of an even number, the slower one of the middle two
        Duration median = sorted.get(sorted.size() / 2);
        return new ExpectationResult(
                "the other relay takes over within %d s".formatted(limit.toSeconds()),
                sorted.stream()
                        .filter(each -> each.compareTo(limit) > 0)
                        .map(each -> "it took %d ms".formatted(each.toMillis()))
                        .toList(),
                Map.of(
                        "takeovers",
                        sorted.size(),
                        "median ms",
                        median.toMillis(),
                        "worst ms",
                        sorted.getLast().toMillis()));
    }
}
