package checkout.testinfra;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Lets every test wait for a condition longer than Awaitility does by default: how long a busy machine needs decides nothing.
 * Only a test that fails waits to the end.
 */
public final class LongWaits implements LauncherSessionListener {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Awaitility.setDefaultTimeout(TIMEOUT);
    }
}
