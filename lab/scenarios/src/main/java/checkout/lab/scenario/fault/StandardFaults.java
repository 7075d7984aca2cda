package checkout.lab.scenario.fault;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.stack.part.StackPart;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The faults that scenarios are made of. */
public final class StandardFaults {

    private StandardFaults() {}

    /** Nothing happens for so long. */
    public static Fault quiet(Duration howLong) {
        return scenarioContext -> Thread.sleep(howLong.toMillis());
    }

    /** A second instance joins the stack's own. */
    public static Fault second(String application, Map<String, String> environment) {
        return scenarioContext -> {
            StackPart second = scenarioContext.scenarioProcesses().startSecond(application, environment);
            scenarioContext.eventLog().tell("%s has joined on port %d".formatted(second.name(), second.port()));
        };
    }

    /** The stack's own instance is stopped politely and started with other settings, as a deployment does. */
    public static Fault replace(String application, Map<String, String> environment) {
        return scenarioContext -> {
            scenarioContext.eventLog().tell("%s is replaced".formatted(application));
            scenarioContext.scenarioProcesses().replace(application, environment);
            scenarioContext.eventLog().tell("%s is back with %s".formatted(application, environment));
        };
    }

    /** One of these at a time is killed and, after a moment, started again, for as long as the run lasts. */
    public static Fault killInLoop(List<String> names, RandomPauses betweenKills, RandomPauses downFor) {
        return scenarioContext -> {
            SeededRandom seededRandom = scenarioContext.dice("kills of " + names);
            // the length counts from here: how long a start before this took is the machine's affair
            long end = System.nanoTime() + scenarioContext.length().toNanos();
            betweenKills.await(seededRandom);
            while (System.nanoTime() < end) {
                killAndStart(scenarioContext, seededRandom.oneOf(names), downFor.next(seededRandom));
                betweenKills.await(seededRandom);
            }
        };
    }

    /** Each of these is killed and started again, as often as the run says; the order is the dice's each time. */
    public static Fault killEach(List<String> names, RandomPauses betweenKills, RandomPauses downFor) {
        return scenarioContext -> {
            SeededRandom seededRandom = scenarioContext.dice("kills of each of " + names);
            for (int round = 1; round <= scenarioContext.times(); round++) {
                for (String name : seededRandom.shuffled(names)) {
                    betweenKills.await(seededRandom);
                    scenarioContext.scenarioProcesses().revive();
                    killAndStart(scenarioContext, name, downFor.next(seededRandom));
                }
            }
            betweenKills.await(seededRandom);
            scenarioContext.scenarioProcesses().revive();
        };
    }

    /** Killed as often as the run says: in turn some time after it got to work, and at any moment, so perhaps while it starts. */
    public static Fault killAtAnyMoment(String name, RandomPauses alive) {
        return scenarioContext -> {
            SeededRandom seededRandom = scenarioContext.dice("kills of " + name);
            StackPart part = scenarioContext.scenarioProcesses().part(name);
            for (int n = 1; n <= scenarioContext.times(); n++) {
                if (n % 2 == 1) {
                    scenarioContext.scenarioProcesses().awaitReady(part);
                }
                alive.await(seededRandom);
                boolean ready = part.isReady();
                scenarioContext.scenarioProcesses().kill(part);
                if (ready) {
                    scenarioContext.eventLog().count("at work when killed: " + name, 1);
                }
                scenarioContext
                        .eventLog()
                        .tell("%s killed, %d of %d%s"
                                .formatted(name, n, scenarioContext.times(), ready ? "" : " (was starting)"));
                scenarioContext.scenarioProcesses().launch(part);
            }
            scenarioContext.scenarioProcesses().awaitReady(part);
        };
    }

    /** Held still, connections open, and let go on after a while as if nothing had been. */
    public static Fault freeze(String name, RandomPauses howLong) {
        return scenarioContext -> {
            Duration still = howLong.next(scenarioContext.dice("freeze of " + name));
            StackPart part = scenarioContext.scenarioProcesses().part(name);
            scenarioContext.eventLog().tell("%s is held still for %.1f s".formatted(name, still.toMillis() / 1000.0));
            scenarioContext.scenarioProcesses().freeze(part);
            Thread.sleep(still.toMillis());
            scenarioContext.scenarioProcesses().thaw(part);
            scenarioContext.eventLog().tell("%s goes on".formatted(name));
        };
    }

    /** Held still by one fault until another lets it go. */
    public static Fault holdStill(String name) {
        return scenarioContext -> {
            scenarioContext
                    .scenarioProcesses()
                    .freeze(scenarioContext.scenarioProcesses().part(name));
            scenarioContext.eventLog().tell("%s is held still".formatted(name));
        };
    }

    /** The end of {@link #holdStill}. */
    public static Fault letGo(String name) {
        return scenarioContext -> {
            scenarioContext
                    .scenarioProcesses()
                    .thaw(scenarioContext.scenarioProcesses().part(name));
            scenarioContext.eventLog().tell("%s goes on".formatted(name));
        };
    }

    private static void killAndStart(ScenarioContext scenarioContext, String name, Duration downFor)
            throws InterruptedException {
        ScenarioProcesses scenarioProcesses = scenarioContext.scenarioProcesses();
        StackPart part = scenarioProcesses.part(name);
        scenarioProcesses.kill(part);
        scenarioContext.eventLog().tell("%s killed, away for %.1f s".formatted(name, downFor.toMillis() / 1000.0));
        Thread.sleep(downFor.toMillis());
        long began = System.nanoTime();
        scenarioProcesses.start(part);
        scenarioContext
                .eventLog()
                .tell("%s ready again after %.1f s".formatted(name, (System.nanoTime() - began) / 1e9));
    }
}
