package checkout.lab.bench;

import checkout.lab.bench.freeze.FrozenProcesses;
import checkout.lab.bench.measure.MeasuredProcesses;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Holds the orchestrators still, so that nothing behind the intake moves; then the backlog shows how it is worked off. */
final class OrchestratorOutage {

    private static final String ORCHESTRATOR = "saga-orchestrator";

    private final FrozenProcesses orchestrators;

    OrchestratorOutage(MeasuredProcesses processes, Duration atMost) throws IOException {
        List<ProcessHandle> orchestrators = processes.names().stream()
                .filter(name -> name.startsWith(ORCHESTRATOR))
                .map(processes::of)
                .toList();
        this.orchestrators = new FrozenProcesses(orchestrators, List.of(), atMost);
    }

    void end() throws InterruptedException {
        orchestrators.thaw();
    }
}
