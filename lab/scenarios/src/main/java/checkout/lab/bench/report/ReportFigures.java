package checkout.lab.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measured values by name, in the order in which they are shown. */
public record ReportFigures(Map<String, Double> values) {

    public ReportFigures {
        values = new LinkedHashMap<>(values);
    }

    public static ReportFigures none() {
        return new ReportFigures(Map.of());
    }

    public ReportFigures put(String name, double value) {
        values.put(name, value);
        return this;
    }

    public double get(String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("unknown figure " + name);
        }
        return value;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns the figures whose name has the prefix, by the rest of the name. */
    public Map<String, Double> under(String prefix) {
        Map<String, Double> found = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()), value);
            }
        });
        return found;
    }

    /** Returns the median of each figure that every round has. */
    public static ReportFigures medians(List<ReportFigures> rounds) {
        ReportFigures medians = none();
        for (String name : rounds.getFirst().values.keySet()) {
            if (rounds.stream().allMatch(round -> round.has(name))) {
                medians.put(
                        name,
                        median(rounds.stream().map(round -> round.get(name)).toList()));
            }
        }
        return medians;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        sorted.sort(null);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
