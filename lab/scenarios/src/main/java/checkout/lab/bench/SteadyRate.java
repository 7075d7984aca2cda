package checkout.lab.bench;

import java.util.ArrayList;
import java.util.List;

/** Decides from the rates of consecutive periods of equal length whether a load has reached its full rate. */
final class SteadyRate {

    /** How many periods are compared with as many before them; one alone says too little on a machine that others share. */
    static final int COMPARED = 3;

    /** The rate is steady when it has grown less than this factor. */
    static final double GROWTH = 1.03;

    private final List<Double> rates = new ArrayList<>();

    void add(double rate) {
        rates.add(rate);
    }

    boolean isReached() {
        int periods = rates.size();
        return periods >= 2 * COMPARED
                && mean(periods - COMPARED, periods) < GROWTH * mean(periods - 2 * COMPARED, periods - COMPARED);
    }

    /** The mean of the last periods. */
    double latest() {
        return mean(Math.max(0, rates.size() - COMPARED), rates.size());
    }

    private double mean(int from, int to) {
        return rates.subList(from, to).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }
}
