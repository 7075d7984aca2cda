package checkout.messaging.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Reads the gauges of each source again and again, on a thread for each: one may wait for the database, another for Kafka. */
final class GaugeJobs implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(GaugeJobs.class);

    private final List<GaugeRefresher> refreshers;
    private final MetricsSettings settings;
    private @Nullable ScheduledExecutorService threads;

    GaugeJobs(List<GaugeSource> sources, MeterRegistry meters, MetricsSettings settings) {
        this.refreshers = sources.stream()
                .map(source -> new GaugeRefresher(source, meters, settings.staleAfter()))
                .toList();
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newScheduledThreadPool(
                refreshers.size(),
                Thread.ofPlatform().daemon().name("gauges-", 1).factory());
        for (GaugeRefresher refresher : refreshers) {
            Future<?> endsWithThreads = started.scheduleWithFixedDelay(
                    () -> refresh(refresher), 0, settings.every().toMillis(), TimeUnit.MILLISECONDS);
            if (endsWithThreads.isDone()) {
                throw new IllegalStateException("The job of a gauge was not scheduled");
            }
        }
        threads = started;
    }

    /** An exception would end the schedule. */
    private static void refresh(GaugeRefresher refresher) {
        try {
            refresher.refresh();
        } catch (Throwable bug) {
            log.error("Gauges could not be shown; tried again", bug);
        }
    }

    @Override
    public synchronized void stop() {
        if (threads != null) {
            threads.shutdownNow();
            threads = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return threads != null;
    }
}
