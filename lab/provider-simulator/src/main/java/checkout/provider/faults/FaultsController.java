package checkout.provider.faults;

import checkout.provider.InvalidRequest;
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

/** Shows and sets what goes wrong. What a PUT leaves out goes right. */
@RestController
class FaultsController {

    private static final Logger log = LoggerFactory.getLogger(FaultsController.class);
    private static final long LONGEST_LATENCY_MS = 60_000;
    private static final Duration LONGEST_OUTAGE = Duration.ofHours(1);

    private final FaultInjector faults;

    FaultsController(FaultInjector faults) {
        this.faults = faults;
    }

    /** @param downFor such as {@code 10s}, {@code 500ms} or {@code PT1M} */
    record Wanted(
            @Nullable Long latencyMs,
            @Nullable Double errorRate,
            @Nullable String downFor,
            @Nullable Long seed) {}

    record Shown(long latencyMs, double errorRate, Duration downFor, long seed) {}

    @GetMapping("/v1/faults")
    Shown show() {
        FaultSettings now = faults.faults();
        return new Shown(now.latency().toMillis(), now.errorRate(), faults.downFor(), now.seed());
    }

    @PutMapping("/v1/faults")
    Shown set(@RequestBody Wanted wanted) {
        FaultSettings next = new FaultSettings(
                latency(wanted),
                errorRate(wanted),
                wanted.seed() == null ? faults.faults().seed() : wanted.seed());
        Duration downFor = downFor(wanted);
        faults.set(next, downFor);
        log.info("From now on: {}, down for {}", next, downFor);
        return show();
    }

    private static Duration latency(Wanted wanted) {
        long millis = wanted.latencyMs() == null ? 0 : wanted.latencyMs();
        if (millis < 0 || millis > LONGEST_LATENCY_MS) {
            throw InvalidRequest.because("latencyMs is 0 to " + LONGEST_LATENCY_MS);
        }
        return Duration.ofMillis(millis);
    }

    private static double errorRate(Wanted wanted) {
        double rate = wanted.errorRate() == null ? 0 : wanted.errorRate();
        if (!(rate >= 0 && rate <= 1)) {
            throw InvalidRequest.because("errorRate is 0 (none) to 1 (all)");
        }
        return rate;
    }

    private static Duration downFor(Wanted wanted) {
        Duration length = wanted.downFor() == null ? Duration.ZERO : parse(wanted.downFor());
        if (length.isNegative() || length.compareTo(LONGEST_OUTAGE) > 0) {
            throw InvalidRequest.because("downFor is 0s to 1h");
        }
        return length;
    }

    private static Duration parse(String text) {
        try {
            return DurationStyle.detectAndParse(text);
        } catch (IllegalArgumentException | DateTimeParseException | ArithmeticException e) {
            throw InvalidRequest.because("downFor is a duration such as 10s, 500ms or PT1M");
        }
    }
}
