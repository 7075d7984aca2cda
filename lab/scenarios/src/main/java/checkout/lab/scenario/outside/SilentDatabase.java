package checkout.lab.scenario.outside;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.context.SeededRandom;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.scenario.fault.RandomFaultDelay;
import checkout.lab.stack.part.PostgresPart;
import checkout.lab.stack.part.StackPart;
import java.time.Duration;

/** The database server and all its sessions stop, their connections open, as often as the run's count. */
public final class SilentDatabase implements Fault {

    /** What is counted for each silence. */
    public static final String EVENT = "SIGSTOP of the whole " + PostgresPart.NAME;

    private final RandomFaultDelay silence;
    private final RandomFaultDelay between;

    public SilentDatabase(RandomFaultDelay silence, RandomFaultDelay between) {
        this.silence = silence;
        this.between = between;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException {
        SeededRandom random = context.random("silences of the database");
        StackPart database = context.processes().part(PostgresPart.NAME);
        for (int n = 1; n <= context.times(); n++) {
            between.await(random);
            Duration pause = silence.next(random);
            context.log("the database is silent for %.1f s, %d of %d", pause.toMillis() / 1000.0, n, context.times());
            context.processes().pauseWithChildren(database);
            context.eventLog().count(EVENT);
            Thread.sleep(pause);
            context.processes().resume(database);
        }
        between.await(random);
    }
}
