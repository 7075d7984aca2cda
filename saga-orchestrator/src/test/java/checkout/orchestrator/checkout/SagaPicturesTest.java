package checkout.orchestrator.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.diagram.MermaidDiagram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Red here: the pictures in docs/checkout-saga.md are not those of the saga; what they should be is in target. */
class SagaPicturesTest {
    private static final Path PAGE = Path.of("../docs/checkout-saga.md");

    @Test
    void thePictureInTheDocsIsTheSagaThatRuns() throws IOException {
        StringBuilder page = new StringBuilder("""
                # The checkout saga

                Drawn from its definition, `saga-orchestrator/.../definition/CheckoutSaga.java`, each version as it is deployed.
                Undo is on the way back; from the moment the pivot's command is sent the saga only goes forward.
                """);
        for (Saga<Checkout> saga : CheckoutSaga.versions().all()) {
            page.append("\n## Version %d%n%n```mermaid%n%s%n```%n"
                    .formatted(saga.version(), MermaidDiagram.of(saga).strip()));
        }
        Files.writeString(Path.of("target/checkout-saga.md"), page);
        assertThat(PAGE).hasContent(page.toString());
    }
}
