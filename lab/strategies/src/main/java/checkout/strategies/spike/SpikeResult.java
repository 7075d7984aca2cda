package checkout.strategies.spike;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a strategy made of a spike.
 *
 * @param guarded whether the database itself refused to reserve more than there was
 * @param connections the database connections that were in use at most
 * @param refusedWrites writes that the fence refused
 * @param errors how many buyers were given neither stock nor a refusal, by reason
 * @param contradictions what did not happen as it must
 */
public record SpikeResult(
        String run,
        boolean guarded,
        int connections,
        long sold,
        long oversold,
        long undersold,
        long retries,
        long refused,
        long refusedWrites,
        Map<String, Long> errors,
        double reservationsPerSecond,
        double p50Millis,
        double p99Millis,
        List<String> contradictions) {

    static SpikeResult of(StrategyRun run, int connections, SpikeObserver seen, SpikeLoad load, StockOutcome stock) {
        return new SpikeResult(
                run.title(),
                run.guarded(),
                connections,
                stock.sold(),
                stock.oversold(),
                stock.undersold(),
                seen.retries(),
                stock.refused(),
                seen.refusedWrites(),
                load.errors(),
                load.perSecond(),
                load.millisAt(50),
                load.millisAt(99),
                contradictions(run, seen, load, stock));
    }

    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    private static List<String> contradictions(
            StrategyRun run, SpikeObserver seen, SpikeLoad load, StockOutcome stock) {
        List<String> wrong = new ArrayList<>();
        if (run.oversells() && stock.oversold() == 0) {
            wrong.add("did not oversell, although nothing prevents it");
        }
        if (!run.oversells() && stock.oversold() > 0) {
            wrong.add("oversold %,d".formatted(stock.oversold()));
        }
        if (stock.undersold() > 0) {
            wrong.add("left %,d unsold that somebody wanted".formatted(stock.undersold()));
        }
        if (stock.miscounted() > 0) {
            wrong.add("counts %,d more or fewer as reserved than it promised".formatted(stock.miscounted()));
        }
        if (stock.sold() != load.sold() || stock.refused() != load.refused()) {
            wrong.add("told %,d buyers that they have it and %,d that it is out of stock, but stored %,d and %,d"
                    .formatted(load.sold(), load.refused(), stock.sold(), stock.refused()));
        }
        if (run.fences() && seen.refusedWrites() == 0) {
            wrong.add("refused no write, although leases were lost");
        }
        if (run.fails() == load.errors().isEmpty()) {
            wrong.add(
                    run.fails()
                            ? "gave no error, although the database's constraint must have refused something"
                            : "gave %,d buyers an error"
                                    .formatted(load.errors().values().stream()
                                            .mapToLong(Long::longValue)
                                            .sum()));
        }
        return List.copyOf(wrong);
    }
}
