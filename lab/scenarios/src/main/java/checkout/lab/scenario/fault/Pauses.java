package checkout.lab.scenario.fault;

import checkout.lab.scenario.scene.Dice;
import java.time.Duration;

/** How long it is quiet between two blows: anything from the shortest to the longest, as the dice say. */
public record Pauses(Duration shortest, Duration longest) {

    public static Pauses ofMillis(long shortest, long longest) {
        return new Pauses(Duration.ofMillis(shortest), Duration.ofMillis(longest));
    }

    Duration next(Dice dice) {
        return dice.between(shortest, longest);
    }

    void await(Dice dice) throws InterruptedException {
        Thread.sleep(next(dice).toMillis());
    }
}
