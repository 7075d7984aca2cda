package checkout.provider.faults;

import checkout.provider.InvalidProviderRequest;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows and sets the faults. A PUT turns off every fault that it leaves out. */
@RestController
class FaultsController {

    private static final Logger log = LoggerFactory.getLogger(FaultsController.class);
    private static final long MAX_LATENCY_MS = 60_000;
    private static final int MAX_CALLS_PER_SECOND = 100_000;
    private static final Duration MAX_OUTAGE = Duration.ofHours(1);

    private final FaultInjector faults;

    FaultsController(FaultInjector faults) {
        this.faults = faults;
    }

    /** @param downFor such as {@code 10s}, {@code 500ms} or {@code PT1M} */
    record FaultsRequest(
            @Nullable Long latencyMs,
            @Nullable Double errorRate,
            @Nullable String downFor,
            @Nullable Integer callsPerSecond,
            @Nullable Long seed) {}

    /**
     * @param calls all calls since the faults were set, besides those that met a provider that was down
     * @param callsOverLimit those that were refused with status 429 because of {@code callsPerSecond}
     * @param busiestSecond the most calls within any second, refused or not
     */
    record FaultsView(
            long latencyMs,
            double errorRate,
            Duration downFor,
            int callsPerSecond,
            long seed,
            long calls,
            long callsOverLimit,
            int busiestSecond) {}

    @GetMapping("/v1/faults")
    FaultsView show() {
        FaultSettings current = faults.settings();
        CallCount.Counts counts = faults.counts();
        return new FaultsView(
                current.latency().toMillis(),
                current.errorRate(),
                faults.downFor(),
                current.callsPerSecond(),
                current.seed(),
                counts.calls(),
                counts.overLimit(),
                counts.busiestSecond());
    }

    @PutMapping("/v1/faults")
    FaultsView set(@RequestBody FaultsRequest request) {
        FaultSettings next = new FaultSettings(
                latency(request),
                errorRate(request),
                callsPerSecond(request),
                request.seed() == null ? faults.settings().seed() : request.seed());
        Duration downFor = downFor(request);
        faults.set(next, downFor);
        log.info("Faults set: {}, down for {}", next, downFor);
        return show();
    }

    private static Duration latency(FaultsRequest request) {
        long millis = request.latencyMs() == null ? 0 : request.latencyMs();
        if (millis < 0 || millis > MAX_LATENCY_MS) {
            throw InvalidProviderRequest.because("latencyMs must be 0 to " + MAX_LATENCY_MS);
        }
        return Duration.ofMillis(millis);
    }

    private static double errorRate(FaultsRequest request) {
        double rate = request.errorRate() == null ? 0 : request.errorRate();
        if (!(rate >= 0 && rate <= 1)) {
            throw InvalidProviderRequest.because("errorRate must be 0 (none) to 1 (all)");
        }
        return rate;
    }

    private static int callsPerSecond(FaultsRequest request) {
        int calls = request.callsPerSecond() == null ? 0 : request.callsPerSecond();
        if (calls < 0 || calls > MAX_CALLS_PER_SECOND) {
            throw InvalidProviderRequest.because("callsPerSecond must be 0 (no limit) to " + MAX_CALLS_PER_SECOND);
        }
        return calls;
    }

    private static Duration downFor(FaultsRequest request) {
        Duration outage = request.downFor() == null ? Duration.ZERO : parse(request.downFor());
        if (outage.isNegative() || outage.compareTo(MAX_OUTAGE) > 0) {
            throw InvalidProviderRequest.because("downFor must be 0s to 1h");
        }
        return outage;
    }

    private static Duration parse(String text) {
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            throw InvalidProviderRequest.because("downFor must be a duration such as 10s, 500ms or PT1M");
        }
    }
}
