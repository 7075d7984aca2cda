package checkout.lab.scenario.fault;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.ScenarioProcesses;
import checkout.lab.stack.part.StackPart;
import java.time.Duration;
import java.util.Map;

/** Faults of one part that can happen while others happen: each waits until nothing else is done to its part. */
public final class PartFaults {

    private PartFaults() {}

    /** Kills a part and starts it again later. */
    public static Fault kill(String name, Duration down) {
        return exclusively(name, (context, part) -> {
            context.faultHadEffect(context.processes().kill(part) ? 1 : 0);
            context.log("%s killed, down for %.1f s", part.name(), seconds(down));
            Thread.sleep(down);
            context.processes().start(part);
            context.log("%s is ready again", part.name());
        });
    }

    /** Stops a part with its children, its connections open, and resumes it later. */
    public static Fault freeze(String name, Duration duration) {
        return exclusively(name, (context, part) -> {
            context.faultHadEffect(context.processes().pauseWithChildren(part) ? 1 : 0);
            context.log("%s is frozen for %.1f s", part.name(), seconds(duration));
            try {
                Thread.sleep(duration);
            } finally {
                context.processes().resume(part);
            }
            context.log("%s is resumed", part.name());
        });
    }

    /** Stops a part as a deployment does, and starts it again at once. */
    public static Fault restart(String name) {
        return exclusively(name, (context, part) -> {
            context.log("%s is restarted", part.name());
            context.processes().stop(part);
            context.processes().start(part);
            context.log("%s is ready again", part.name());
        });
    }

    /** Runs a second instance beside the stack's own for so long. */
    public static Fault second(String name, Duration duration) {
        return context -> {
            String application = PartChoice.pick(name, context.random("application"));
            ScenarioProcesses processes = context.processes();
            processes.locks().exclusively(application + ScenarioProcesses.SECOND, () -> {
                StackPart second = processes.startSecond(application, Map.of());
                context.log("%s has started on port %d", second.name(), second.port());
                Thread.sleep(duration);
                processes.stopSecond(second);
                context.log("%s is stopped", second.name());
            });
        };
    }

    /** What is done to a part while nothing else is. */
    private interface PartWork {
        void run(ScenarioContext context, StackPart part) throws InterruptedException;
    }

    private static Fault exclusively(String name, PartWork work) {
        return context -> {
            String part = PartChoice.pick(name, context.random("part"));
            ScenarioProcesses processes = context.processes();
            processes.locks().exclusively(part, () -> {
                processes.startIfMissing(part);
                work.run(context, processes.part(part));
            });
        };
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
