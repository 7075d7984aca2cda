package checkout.lab.scenario.random;

import java.util.ArrayList;
import java.util.List;

/** Finds a part of a list that still fails and of which no element can be left out, if the trials suffice. */
final class DeltaDebugging {

    private DeltaDebugging() {}

    /** Whether a part of the list fails. */
    interface Trial<T> {
        boolean fails(List<T> part) throws InterruptedException;
    }

    /** The whole list must fail. The order of the elements is kept. */
    static <T> List<T> minimize(List<T> failing, Trial<T> trial) throws InterruptedException {
        if (failing.isEmpty() || trial.fails(List.of())) {
            return List.of();
        }
        List<T> current = List.copyOf(failing);
        int parts = Math.min(2, current.size());
        while (current.size() > 1) {
            List<T> smaller = smaller(current, parts, trial);
            if (smaller.size() < current.size()) {
                // as many elements in a part as before
                parts = Math.max(2, Math.min(smaller.size(), parts * smaller.size() / current.size()));
                current = smaller;
            } else if (parts < current.size()) {
                parts = Math.min(current.size(), parts * 2);
            } else {
                break;
            }
        }
        return current;
    }

    /** The first part alone, or the first rest without a part, that fails; otherwise the list itself. */
    private static <T> List<T> smaller(List<T> current, int parts, Trial<T> trial) throws InterruptedException {
        for (int n = 0; n < parts; n++) {
            List<T> part = current.subList(start(current, parts, n), start(current, parts, n + 1));
            if (part.size() < current.size() && trial.fails(part)) {
                return List.copyOf(part);
            }
        }
        for (int n = 0; n < parts && parts > 2; n++) {
            List<T> rest = new ArrayList<>(current.subList(0, start(current, parts, n)));
            rest.addAll(current.subList(start(current, parts, n + 1), current.size()));
            if (trial.fails(rest)) {
                return List.copyOf(rest);
            }
        }
        return current;
    }

    private static int start(List<?> list, int parts, int n) {
        return list.size() * n / parts;
    }
}
