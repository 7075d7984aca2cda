package checkout.lab.scenario.catalogue;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.load.Load;
import checkout.lab.time.EpochMicros;
import java.util.List;

/** Customers who look at the catalogue at a fixed rate. */
public record CatalogueLoad(int readsPerSecond) implements Load {

    @Override
    public Running start(ScenarioContext context) {
        long begun = EpochMicros.now();
        CatalogueReaders readers = new CatalogueReaders(context, readsPerSecond);
        return () -> {
            // before they are closed, which ends what they wait for without an answer
            List<CatalogueRead> reads = readers.reads();
            List<String> unanswered = readers.unanswered();
            readers.close();
            for (CatalogueRead read : reads) {
                if (read.succeeded()) {
                    context.catalogueAnswers().addAnswered();
                } else {
                    context.catalogueAnswers().addFailed(read.description(begun));
                }
            }
            unanswered.forEach(context.catalogueAnswers()::addFailed);
            context.log(
                    "%d reads of the catalogue, %d of them failed",
                    context.catalogueAnswers().reads(),
                    context.catalogueAnswers().failures().size());
        };
    }
}
