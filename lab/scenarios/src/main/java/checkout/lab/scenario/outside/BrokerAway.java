package checkout.lab.scenario.outside;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.expectation.Expectation;
import checkout.lab.scenario.expectation.ExpectationResult;
import checkout.lab.scenario.fault.Fault;
import checkout.lab.stack.part.KafkaPart;
import checkout.lab.stack.part.ProcessMemory;
import checkout.lab.stack.part.StackPart;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The broker stops answering for long while rows are written. The relay must not hold them all in memory. */
public final class BrokerAway implements Fault, Expectation {

    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration SAMPLE_INTERVAL = Duration.ofSeconds(5);
    private static final long MEGABYTE = 1024 * 1024;
    private static final long LIMIT_MEGABYTES = 200;

    private final Duration away;
    private long before;
    private long highest;

    public BrokerAway(Duration away) {
        this.away = away;
    }

    @Override
    public void inject(ScenarioContext context) throws InterruptedException, IOException {
        StackPart kafka = context.processes().part(KafkaPart.NAME);
        Thread.sleep(WARM_UP);
        before = megabytes(context);
        context.processes().pause(kafka);
        context.log("the broker does not answer for %d s; the relay has %d MB", away.toSeconds(), before);
        long end = System.nanoTime() + away.toNanos();
        while (System.nanoTime() < end) {
            Thread.sleep(SAMPLE_INTERVAL);
            highest = Math.max(highest, megabytes(context));
        }
        context.processes().resume(kafka);
        context.log("the broker answers again; the relay had at most %d MB", highest);
        Thread.sleep(WARM_UP);
    }

    private static long megabytes(ScenarioContext context) throws IOException {
        Long bytes = ProcessMemory.of(context.processes().part("outbox-relay"));
        if (bytes == null) {
            throw new IOException("the memory of outbox-relay cannot be read; does it run?");
        }
        return bytes / MEGABYTE;
    }

    @Override
    public List<ExpectationResult> check(ScenarioContext context) {
        return List.of(new ExpectationResult(
                "without a broker the relay grows by at most %d MB".formatted(LIMIT_MEGABYTES),
                highest - before > LIMIT_MEGABYTES
                        ? List.of("it grew from %d to %d MB".formatted(before, highest))
                        : List.of(),
                Map.of("MB before", before, "highest MB", highest)));
    }
}
