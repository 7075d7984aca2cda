package checkout.lab.bench;

import checkout.lab.bench.load.LoadPlan;
import checkout.lab.bench.report.ReportFigures;
import checkout.lab.bench.request.OrderServiceTarget;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Loads the stack until its rate is steady: the compilers of its JVMs need minutes. */
record WarmUp(BenchSettings settings, LocalStack stack, OrderServiceTarget target, BenchProgress progress) {

    private static final Duration PERIOD = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final long LEAD_TIME = EpochMicros.SECOND / 2;

    /** Adds how long it took; returns what does not add up. */
    List<String> run(Connection reader, ReportFigures figures) throws InterruptedException, IOException, SQLException {
        progress.stage("Warming up until the rate is steady, for %d to %d s ..."
                .formatted(2 * SteadyRate.COMPARED * PERIOD.toSeconds(), LIMIT.toSeconds()));
        long begin = EpochMicros.now() + LEAD_TIME;
        long end = begin + LIMIT.toSeconds() * EpochMicros.SECOND;
        LoadPlan plan = new LoadPlan(settings.clients(), null, true, begin, begin, end);
        try (CheckedLoad load = new CheckedLoad(plan, settings.carts(), stack, target, progress)) {
            load.start();
            EpochMicros.await(begin);
            SteadyRate rate = new SteadyRate();
            long until = begin;
            do {
                until += PERIOD.toSeconds() * EpochMicros.SECOND;
                rate.add(load.rateUntil(until));
            } while (!rate.isReached() && until < end);
            load.stop();
            load.drain(reader);
            long seconds = (until - begin) / EpochMicros.SECOND;
            progress.stage("The rate is %s %,.0f/s after %d s."
                    .formatted(rate.isReached() ? "steady at" : "still growing, and is", rate.latest(), seconds));
            figures.put("warmup.seconds", (double) seconds);
            figures.put("warmup.ended/s", rate.latest());
            return load.contradictions(reader);
        }
    }
}
