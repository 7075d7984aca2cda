package checkout.saga.runtime.overview;

import checkout.web.ProblemException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends the overview to everybody who follows it: one sample for all, while there is anybody. A viewer that is still being
 * sent a sample misses the next one, so a slow one holds up nobody.
 */
@Component
class OverviewStreams implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(OverviewStreams.class);
    private static final String RETRY_AFTER = "5";

    private final OverviewSampler sampler;
    private final OverviewSettings settings;
    private final JsonMapper json;
    private final Set<Viewer> viewers = ConcurrentHashMap.newKeySet();
    private @Nullable ScheduledExecutorService thread;
    private @Nullable ScheduledFuture<?> turns;

    OverviewStreams(OverviewSampler sampler, OverviewSettings settings, JsonMapper json) {
        this.sampler = sampler;
        this.settings = settings;
        this.json = json;
    }

    private static final class Viewer {
        final SseEmitter stream;
        final AtomicBoolean sending = new AtomicBoolean();

        Viewer(Duration lasts) {
            this.stream = new SseEmitter(lasts.toMillis());
        }

        /** @param left what is done when it cannot be sent anything more */
        void send(String overview, Consumer<Viewer> left) {
            if (sending.compareAndSet(false, true)) {
                Thread.ofVirtual().name("overview-viewer").start(() -> {
                    try {
                        stream.send(SseEmitter.event().name("overview").data(overview, MediaType.APPLICATION_JSON));
                    } catch (IOException | RuntimeException disconnected) {
                        // the stream calls nobody back if it ended before the server had taken it over
                        left.accept(this);
                        stream.completeWithError(disconnected);
                    } finally {
                        sending.set(false);
                    }
                });
            }
        }
    }

    synchronized SseEmitter open() {
        ScheduledExecutorService running = thread;
        if (running == null || viewers.size() >= settings.viewers()) {
            throw new ProblemException(
                            HttpStatus.SERVICE_UNAVAILABLE,
                            "too-many-viewers",
                            "Too many viewers",
                            "%d already follow the overview here (checkout.overview.viewers); read /v1/overview instead."
                                    .formatted(viewers.size()))
                    .header("Retry-After", RETRY_AFTER);
        }
        Viewer viewer = new Viewer(settings.stream());
        viewer.stream.onCompletion(() -> left(viewer));
        viewer.stream.onTimeout(viewer.stream::complete);
        viewer.stream.onError(failure -> left(viewer));
        greet(viewer);
        viewers.add(viewer);
        if (turns == null) {
            turns = running.scheduleWithFixedDelay(
                    this::send, 0, settings.every().toMillis(), TimeUnit.MILLISECONDS);
        } else {
            running.execute(() -> viewer.send(sample(), this::left));
        }
        return viewer.stream;
    }

    /**
     * Lets the request's own thread write the headers, with which this comment goes out. If another thread did so, it would write
     * them at the same time as the filters that add headers when the request's thread returns.
     */
    private static void greet(Viewer viewer) {
        try {
            viewer.stream.send(SseEmitter.event().comment("the overview follows"));
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }

    private synchronized void left(Viewer viewer) {
        viewers.remove(viewer);
        if (viewers.isEmpty() && turns != null) {
            turns.cancel(false);
            turns = null;
        }
    }

    int viewers() {
        return viewers.size();
    }

    /** An exception would end the schedule. */
    private void send() {
        try {
            String overview = sample();
            viewers.forEach(viewer -> viewer.send(overview, this::left));
        } catch (Throwable bug) {
            log.error("The overview could not be sent; tried again", bug);
        }
    }

    private String sample() {
        return json.writeValueAsString(sampler.current());
    }

    @Override
    public synchronized void start() {
        thread = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().name("overview-streams").daemon().unstarted(task));
    }

    /** Before the web server waits for its requests, of which an open stream is one. */
    @Override
    public void stop() {
        ScheduledExecutorService stopping;
        synchronized (this) {
            stopping = thread;
            thread = null;
            turns = null;
        }
        if (stopping != null) {
            stopping.shutdownNow();
        }
        viewers.forEach(viewer -> viewer.stream.complete());
    }

    @Override
    public synchronized boolean isRunning() {
        return thread != null;
    }
}
