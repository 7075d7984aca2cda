package checkout.lab.bench;

import checkout.lab.bench.measure.MeterReading.Usage;
import checkout.lab.bench.measure.OrderOutcomes;
import checkout.lab.bench.report.ReportFigures;
import checkout.lab.process.MeasuredProcesses;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Calculates the figures of one round. */
record RoundFigures(Usage usage, OrderOutcomes outcomes, Histogram acceptanceMicros) {

    ReportFigures all() {
        ReportFigures figures = ReportFigures.none();
        figures.put("checkouts.accepted/s", usage.accepted() / usage.seconds());
        figures.put("checkouts.finished/s", outcomes.finishedInWindow() / usage.seconds());
        percentiles(figures, "confirmMillis.", outcomes.confirmMicros());
        percentiles(figures, "intakeMillis.", acceptanceMicros);
        if (outcomes.finishedInWindow() > 0) {
            costs(figures, (double) outcomes.finishedInWindow());
        }
        figures.put("noise.other programs", usage.othersCpu() / usage.seconds());
        figures.put("noise.stolen", usage.stolenCpu() / usage.seconds());
        return figures;
    }

    private static void percentiles(ReportFigures figures, String prefix, Histogram micros) {
        if (micros.getTotalCount() == 0) {
            return;
        }
        for (int percentile : new int[] {50, 95, 99}) {
            figures.put(prefix + "p" + percentile, micros.getValueAtPercentile(percentile) / 1e3);
        }
        figures.put(prefix + "max", micros.getMaxValue() / 1e3);
    }

    private void costs(ReportFigures figures, double checkouts) {
        double sum = 0;
        for (Map.Entry<String, Double> process : usage.cpu().entrySet()) {
            figures.put("cpu." + process.getKey(), process.getValue() * 1000 / checkouts);
            sum += process.getValue();
        }
        figures.put("cpu.together", sum * 1000 / checkouts);
        figures.put("each.CPU, cores in use", sum / usage.seconds());
        figures.put(
                "each.load generator, us of CPU",
                usage.cpu().getOrDefault(MeasuredProcesses.LOAD_GENERATOR, 0.0) * 1e6 / checkouts);
        figures.put("each.WAL, bytes", usage.database().walBytes() / checkouts);
        figures.put("each.WAL, records", usage.database().walRecords() / checkouts);
        figures.put("each.full page images", usage.database().fullPageImages() / checkouts);
        figures.put("each.commits", usage.database().commits() / checkouts);
        figures.put("each.Kafka, bytes", usage.kafkaBytes() / checkouts);
    }
}
