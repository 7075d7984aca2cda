package checkout.lab.scenario.load;

import checkout.lab.scenario.context.ScenarioContext;
import java.sql.SQLException;

/** Something that uses the system while faults are injected. */
public interface Load {

    /** Starts and returns at once. */
    Running start(ScenarioContext context) throws InterruptedException, SQLException;

    /** A load that has started. */
    interface Running {

        /** Begins nothing new, and waits for what has begun. */
        void stop() throws InterruptedException;
    }
}
