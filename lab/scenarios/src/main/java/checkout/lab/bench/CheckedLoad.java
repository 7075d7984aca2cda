package checkout.lab.bench;

import checkout.lab.bench.load.LoadCounters;
import checkout.lab.bench.load.LoadGenerator;
import checkout.lab.bench.load.LoadPlan;
import checkout.lab.bench.load.LoadRunId;
import checkout.lab.bench.measure.ConsistencyCheck;
import checkout.lab.bench.measure.OrderOutcomes;
import checkout.lab.bench.request.CartMix;
import checkout.lab.bench.request.OrderServiceTarget;
import checkout.lab.stack.run.LocalStack;
import checkout.lab.time.EpochMicros;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.HdrHistogram.Histogram;

/** A load that is shown while it runs, and whose sums are checked when all of its checkouts have ended. */
final class CheckedLoad implements AutoCloseable {

    private final LoadPlan plan;
    private final LoadRunId run = LoadRunId.random();
    private final BenchProgress progress;
    private final LoadGenerator generator;

    CheckedLoad(LoadPlan plan, CartMix carts, LocalStack stack, OrderServiceTarget target, BenchProgress progress) {
        this.plan = plan;
        this.progress = progress;
        this.generator = new LoadGenerator(plan, run, carts, target);
        generator.listen(stack.kafkaClient("auditor"));
    }

    void start() {
        generator.start();
    }

    LoadCounters counters() {
        return generator.counters();
    }

    Histogram acceptanceMicros() {
        return generator.acceptanceMicros();
    }

    /** Shows one line per second until the given time. */
    void showUntil(long until) throws InterruptedException {
        LoadCounters counters = counters();
        long accepted = counters.accepted();
        long ended = counters.ended();
        for (long now = EpochMicros.now(); now < until; now = EpochMicros.now()) {
            EpochMicros.await(Math.min(until, now + EpochMicros.SECOND));
            double seconds = (EpochMicros.now() - now) / 1e6;
            progress.update("%,d accepted (%,.0f/s), %,d ended (%,.0f/s), %d refused"
                    .formatted(
                            counters.accepted(),
                            (counters.accepted() - accepted) / seconds,
                            counters.ended(),
                            (counters.ended() - ended) / seconds,
                            counters.totalRefused()));
            accepted = counters.accepted();
            ended = counters.ended();
        }
    }

    /** The checkouts that end per second, from now until then. */
    double rateUntil(long until) throws InterruptedException {
        long began = EpochMicros.now();
        long endedBefore = counters().ended();
        showUntil(until);
        return (counters().ended() - endedBefore) * 1e6 / (EpochMicros.now() - began);
    }

    /** Ends the load, at once if its planned end is not reached, and waits until each of its customers has been served. */
    void stop() throws InterruptedException, IOException {
        generator.stop();
        generator.join();
    }

    /** Waits until each accepted checkout has ended. */
    DrainPhase drain(Connection reader) throws SQLException, InterruptedException {
        DrainPhase drain = new DrainPhase(reader, run, plan.begin(), counters(), progress);
        drain.await();
        progress.clear();
        return drain;
    }

    /** What the orders of this load are, of those that were placed between these times. */
    OrderOutcomes outcomes(Connection reader, long from, long to) throws SQLException {
        return OrderOutcomes.read(reader, run, plan.begin(), from, to);
    }

    /** Returns a sentence for each sum that does not agree. */
    List<String> contradictions(Connection reader) throws SQLException {
        List<String> found = ConsistencyCheck.read(reader, run, plan.begin())
                .contradictions(counters().accepted(), counters().withoutResponse());
        reader.rollback();
        return found;
    }

    @Override
    public void close() throws IOException {
        generator.close();
    }
}
