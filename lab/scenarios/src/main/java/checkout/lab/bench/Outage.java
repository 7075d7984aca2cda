package checkout.lab.bench;

import checkout.lab.bench.hold.Frozen;
import checkout.lab.bench.measure.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Holds the orchestrator still, so that nothing behind the intake moves; then the backlog shows how it is worked off. */
final class Outage {

    private static final String ORCHESTRATOR = "saga-orchestrator";

    private final Frozen orchestrator;

    Outage(Processes processes, Duration atMost) throws IOException {
        this.orchestrator = new Frozen(List.of(processes.of(ORCHESTRATOR)), List.of(), atMost);
    }

    void end() throws InterruptedException {
        orchestrator.thaw();
    }
}
