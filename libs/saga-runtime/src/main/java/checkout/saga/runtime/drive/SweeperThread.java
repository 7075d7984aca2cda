package checkout.saga.runtime.drive;

import checkout.messaging.job.JobThread;
import checkout.saga.runtime.InstanceName;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.store.DeployedVersions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Fires due timers, and tells the others which versions this instance has. Each has a thread: whoever is silent for some minutes
 * counts as stopped, and a sweep may take longer than that.
 */
@Component
class SweeperThread extends JobThread {
    private static final Logger log = LoggerFactory.getLogger(SweeperThread.class);
    private static final Duration ANNOUNCE_EVERY = Duration.ofMinutes(1);

    private final DeployedVersions deployed;
    private final InstanceName instance;

    @Autowired
    SweeperThread(
            DeadlineSweeper sweeper,
            DeployedVersions deployed,
            SagaTypes types,
            InstanceName instance,
            SweeperSettings settings) {
        this(sweeper, deployed, types, instance, settings, ANNOUNCE_EVERY);
    }

    SweeperThread(
            DeadlineSweeper sweeper,
            DeployedVersions deployed,
            SagaTypes types,
            InstanceName instance,
            SweeperSettings settings,
            Duration announceEvery) {
        super(
                "saga-sweeper",
                new Job(
                        "The announcement of the deployed versions",
                        Duration.ZERO,
                        announceEvery,
                        () -> deployed.announce(instance.value(), types.versions())),
                new Job("The sweep of due sagas", Duration.ZERO, settings.every(), sweeper::sweepAll));
        this.deployed = deployed;
        this.instance = instance;
    }

    @Override
    protected void afterStop() {
        try {
            deployed.withdraw(instance.value());
        } catch (DataAccessException failure) {
            log.debug("This instance is forgotten when it has not been heard of for a while: {}", failure.toString());
        }
    }
}
