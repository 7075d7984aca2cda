package checkout.orchestrator.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import checkout.orchestrator.returns.ReturnSaga;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.diagram.MermaidDiagram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Red here: docs/checkout-saga.md does not show the deployed sagas; what it should be is in target. */
class SagaPicturesTest {
    private static final Path PAGE = Path.of("../docs/checkout-saga.md");

    @Test
    void theDiagramsInTheDocsAreTheDeployedSagas() throws IOException {
        StringBuilder page = new StringBuilder("""
                # The sagas

                Generated from the definitions in `saga-orchestrator`, each version as it is deployed. Undo is on the way back; from the
                moment the command of the pivot is sent, nothing outside undoes the saga.
                """);
        CheckoutSaga.versions().all().forEach(saga -> append("Checkout", saga, page));
        ReturnSaga.versions().all().forEach(saga -> append("Return", saga, page));
        Files.writeString(Path.of("target/checkout-saga.md"), page);
        assertThat(PAGE).hasContent(page.toString());
    }

    private static void append(String title, Saga<?> saga, StringBuilder page) {
        page.append("\n## %s, version %d%n%n```mermaid%n%s%n```%n"
                .formatted(title, saga.version(), MermaidDiagram.of(saga).strip()));
    }
}
