package checkout.lab.bench;

import checkout.lab.bench.hold.Frozen;
import checkout.lab.bench.measure.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Holds the orchestrators still, so that nothing behind the intake moves; then the backlog shows how it is worked off. */
final class Outage {

    private static final String ORCHESTRATOR = "saga-orchestrator";

    private final Frozen orchestrators;

    Outage(Processes processes, Duration atMost) throws IOException {
        List<ProcessHandle> orchestrators = processes.names().stream()
                .filter(name -> name.startsWith(ORCHESTRATOR))
                .map(processes::of)
                .toList();
        this.orchestrators = new Frozen(orchestrators, List.of(), atMost);
    }

    void end() throws InterruptedException {
        orchestrators.thaw();
    }
}
