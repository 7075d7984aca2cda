package checkout.lab.scenario.fault;

import checkout.lab.scenario.context.SeededRandom;
import java.time.Duration;

/** A random delay between the shortest and the longest. */
public record RandomFaultDelay(Duration shortest, Duration longest) {

    public static RandomFaultDelay ofMillis(long shortest, long longest) {
        return new RandomFaultDelay(Duration.ofMillis(shortest), Duration.ofMillis(longest));
    }

    public Duration next(SeededRandom random) {
        return random.between(shortest, longest);
    }

    public void await(SeededRandom random) throws InterruptedException {
        Thread.sleep(next(random));
    }
}
