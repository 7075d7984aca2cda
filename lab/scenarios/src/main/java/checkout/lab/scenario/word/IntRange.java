package checkout.lab.scenario.word;

import checkout.lab.scenario.context.SeededRandom;

/** Whole numbers from the lowest to the highest, both inclusive. */
public record IntRange(int lowest, int highest) {

    public int pick(SeededRandom random) {
        return lowest + random.below(highest - lowest + 1);
    }

    @Override
    public String toString() {
        return lowest == highest ? Integer.toString(lowest) : lowest + "-" + highest;
    }
}
