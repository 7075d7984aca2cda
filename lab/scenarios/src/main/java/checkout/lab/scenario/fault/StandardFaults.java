package checkout.lab.scenario.fault;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.stack.part.StackPart;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The faults that scenarios are composed of. */
public final class StandardFaults {

    private StandardFaults() {}

    /** Injects nothing for that long. */
    public static Fault delay(Duration duration) {
        return context -> Thread.sleep(duration);
    }

    /** Starts a second instance beside the stack's own. */
    public static Fault startSecond(String application, Map<String, String> environment) {
        return context -> {
            StackPart second = context.processes().startSecond(application, environment);
            context.log("%s has started on port %d", second.name(), second.port());
        };
    }

    /** Stops the stack's own instance gracefully and starts one with other settings, as a deployment does. */
    public static Fault replace(String application, Map<String, String> environment) {
        return context -> {
            context.log("replacing %s", application);
            context.processes().replace(application, environment);
            context.log("%s is running with %s", application, environment);
        };
    }

    /**
     * Kills a random one of the parts and restarts it after a delay, again and again for the run's duration.
     *
     * @param atLeast how many kills there are even if the restarts take longer than the run's duration
     */
    public static Fault killRepeatedly(
            List<String> names, int atLeast, RandomFaultDelay betweenKills, RandomFaultDelay downtime) {
        return context -> {
            SeededRandom random = context.random("kills of " + names);
            // the duration counts from here, because the time that earlier starts took depends on the machine
            long end = System.nanoTime() + context.duration().toNanos();
            betweenKills.await(random);
            for (int kills = 0; kills < atLeast || System.nanoTime() < end; kills++) {
                killAndRestart(context, random.oneOf(names), downtime.next(random));
                betweenKills.await(random);
            }
        };
    }

    /** Kills and restarts each of the parts, in random order, as many rounds as the run's count. */
    public static Fault killAllInTurn(List<String> names, RandomFaultDelay betweenKills, RandomFaultDelay downtime) {
        return context -> {
            SeededRandom random = context.random("kills of each of " + names);
            for (int round = 1; round <= context.times(); round++) {
                for (String name : random.shuffled(names)) {
                    betweenKills.await(random);
                    context.processes().restartExited();
                    killAndRestart(context, name, downtime.next(random));
                }
            }
            betweenKills.await(random);
            context.processes().restartExited();
        };
    }

    /** Kills a part as often as the run's count: alternately some time after it was ready, and possibly during its start. */
    public static Fault killAtRandomTimes(String name, RandomFaultDelay uptime) {
        return context -> {
            SeededRandom random = context.random("kills of " + name);
            ScenarioProcesses processes = context.processes();
            StackPart part = processes.part(name);
            for (int n = 1; n <= context.times(); n++) {
                if (n % 2 == 1) {
                    processes.awaitReady(part);
                }
                uptime.await(random);
                boolean ready = part.isReady();
                processes.kill(part);
                if (ready) {
                    context.eventLog().count("at work when killed: " + name);
                }
                context.log("%s killed, %d of %d%s", name, n, context.times(), ready ? "" : " (was starting)");
                processes.launch(part);
            }
            processes.awaitReady(part);
        };
    }

    /** Pauses a part, its connections open, and resumes it after a random time. */
    public static Fault pauseFor(String name, RandomFaultDelay duration) {
        return context -> {
            Duration pause = duration.next(context.random("pause of " + name));
            StackPart part = context.processes().part(name);
            context.log("%s is paused for %.1f s", name, pause.toMillis() / 1000.0);
            context.processes().pause(part);
            Thread.sleep(pause);
            context.processes().resume(part);
            context.log("%s is resumed", name);
        };
    }

    /** Pauses a part until {@link #resume}. */
    public static Fault pause(String name) {
        return context -> {
            context.processes().pause(context.processes().part(name));
            context.log("%s is paused", name);
        };
    }

    public static Fault resume(String name) {
        return context -> {
            context.processes().resume(context.processes().part(name));
            context.log("%s is resumed", name);
        };
    }

    private static void killAndRestart(ScenarioContext context, String name, Duration downtime)
            throws InterruptedException {
        StackPart part = context.processes().part(name);
        context.processes().kill(part);
        context.log("%s killed, down for %.1f s", name, downtime.toMillis() / 1000.0);
        Thread.sleep(downtime);
        long began = System.nanoTime();
        context.processes().start(part);
        context.log("%s ready again after %.1f s", name, (System.nanoTime() - began) / 1e9);
    }
}
