package checkout.saga.runtime.store;

import checkout.saga.runtime.SagaTypes;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/** The running instances that have a version, without a table. */
public final class RunningInstances extends DeployedVersions {
    private final List<String> instances;
    private final Runnable whenAnnounced;
    private final Queue<String> calls = new ConcurrentLinkedQueue<>();

    private RunningInstances(List<String> instances, Runnable whenAnnounced) {
        super(new JdbcTemplate());
        this.instances = instances;
        this.whenAnnounced = whenAnnounced;
    }

    public static RunningInstances of(String... instances) {
        return new RunningInstances(List.of(instances), () -> {});
    }

    /** Calls somebody whenever an instance says that it runs. */
    public static RunningInstances noticed(Runnable whenAnnounced) {
        return new RunningInstances(List.of(), whenAnnounced);
    }

    /** What was announced and withdrawn, in order. */
    public Queue<String> calls() {
        return calls;
    }

    @Override
    public List<String> instances(String type, int version) {
        return instances;
    }

    @Override
    public void announce(String instance, List<SagaTypes.Version> versions) {
        calls.add("%s has %s".formatted(instance, versions));
        whenAnnounced.run();
    }

    @Override
    public void withdraw(String instance) {
        calls.add("%s is gone".formatted(instance));
        throw new DataAccessResourceFailureException("the database is gone too");
    }
}
