package checkout.lab.scenario.catalogue;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.load.Load;
import checkout.lab.time.EpochMicros;

/** Customers who look at the catalogue at a fixed rate. */
public record CatalogueLoad(int readsPerSecond) implements Load {

    @Override
    public Running start(ScenarioContext context) {
        long begun = EpochMicros.now();
        CatalogueReaders readers = new CatalogueReaders(context, readsPerSecond);
        return () -> {
            readers.close();
            for (CatalogueRead read : readers.reads()) {
                if (read.succeeded()) {
                    context.catalogueAnswers().addAnswered();
                } else {
                    context.catalogueAnswers().addFailed(read.description(begun));
                }
            }
            readers.unanswered().forEach(context.catalogueAnswers()::addFailed);
            context.log(
                    "%d reads of the catalogue, %d of them failed",
                    context.catalogueAnswers().reads(),
                    context.catalogueAnswers().failures().size());
        };
    }
}
