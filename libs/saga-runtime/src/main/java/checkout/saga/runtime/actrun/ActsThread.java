package checkout.saga.runtime.actrun;

import checkout.messaging.job.JobThread;
import checkout.saga.runtime.act.ActSettings;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** The thread that runs acts. */
@Component
class ActsThread extends JobThread {
    ActsThread(ActRunner runner, ActSettings settings) {
        super("saga-acts", new Job("The run of acts", Duration.ZERO, settings.every(), runner::runAll));
    }
}
