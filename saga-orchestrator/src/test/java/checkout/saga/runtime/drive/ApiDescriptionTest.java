package checkout.saga.runtime.drive;

import checkout.apichecks.DescribedApi;
import checkout.apichecks.RunningService;
import java.util.Set;

/** If this fails, docs/api/saga-orchestrator.yaml tells something else than the service does. */
class ApiDescriptionTest extends OrchestratorTest implements DescribedApi {
    /** It has all, because people sign in here. */
    @Override
    public Set<String> absent() {
        return Set.of();
    }

    @Override
    public RunningService service() {
        return RunningService.on(port)
                .user("metrics", "password-of-metrics")
                .user("viewer", "may-look")
                .user("operator", "may-act");
    }
}
