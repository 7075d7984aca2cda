package checkout.lab.scenario.fault;

import checkout.lab.scenario.context.SeededRandom;
import java.time.Duration;

/** How long it is quiet between two blows: anything from the shortest to the longest, as the dice say. */
public record RandomPauses(Duration shortest, Duration longest) {

    public static RandomPauses ofMillis(long shortest, long longest) {
        return new RandomPauses(Duration.ofMillis(shortest), Duration.ofMillis(longest));
    }

    Duration next(SeededRandom seededRandom) {
        return seededRandom.between(shortest, longest);
    }

    void await(SeededRandom seededRandom) throws InterruptedException {
        Thread.sleep(next(seededRandom).toMillis());
    }
}
