package checkout.orchestrator.operator;

import checkout.orchestrator.api.InvalidRequest;
import checkout.orchestrator.api.TimeOrderedIds;
import checkout.orchestrator.definition.Checkout;
import checkout.orchestrator.runtime.SagaRow;
import checkout.orchestrator.runtime.Sagas;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.diagram.MermaidDiagram;
import checkout.saga.engine.diagram.SvgDiagram;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Draws the definition that a saga goes by. */
@RestController
class SagaDiagramApi {
    private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);
    private static final MediaType MERMAID = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final Sagas sagas;
    private final SagaVersions<Checkout> definitions;

    SagaDiagramApi(Sagas sagas, SagaVersions<Checkout> definitions) {
        this.sagas = sagas;
        this.definitions = definitions;
    }

    @GetMapping("/v1/sagas/{id}/diagram")
    ResponseEntity<String> draw(@PathVariable String id, @RequestParam(defaultValue = "svg") String format) {
        if (!format.equals("svg") && !format.equals("mermaid")) {
            throw InvalidRequest.request("'format' has to be svg or mermaid, or left out.");
        }
        SagaRow row =
                TimeOrderedIds.read(id).flatMap(sagas::find).orElseThrow(() -> InvalidRequest.unknown("saga", id));
        Lookup<Checkout> found =
                definitions.find(row.state().saga(), row.state().version());
        if (found instanceof Lookup.Unknown<Checkout> unknown) {
            throw InvalidRequest.notNow("There is nothing to draw: %s.".formatted(unknown.reason()));
        }
        Saga<Checkout> saga = ((Lookup.Known<Checkout>) found).saga();
        return format.equals("svg")
                ? ResponseEntity.ok().contentType(SVG).body(SvgDiagram.of(saga))
                : ResponseEntity.ok().contentType(MERMAID).body(MermaidDiagram.of(saga));
    }
}
