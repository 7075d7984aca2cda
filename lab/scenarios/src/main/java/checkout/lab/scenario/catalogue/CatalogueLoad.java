package checkout.lab.scenario.catalogue;

import checkout.lab.scenario.context.ScenarioContext;
import checkout.lab.scenario.load.Load;

/** Customers who look at the catalogue at a fixed rate. */
public record CatalogueLoad(int readsPerSecond) implements Load {

    @Override
    public Running start(ScenarioContext context) {
        CatalogueReaders readers = new CatalogueReaders(context, readsPerSecond);
        return () -> {
            readers.close();
            context.log(
                    "%d reads of the catalogue, %d of them successful",
                    readers.reads().size(),
                    readers.reads().stream().filter(CatalogueRead::succeeded).count());
        };
    }
}
