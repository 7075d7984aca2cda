package checkout.saga.runtime.operator;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.engine.diagram.MermaidDiagram;
import checkout.saga.engine.diagram.SvgDiagram;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.store.StoredSaga;
import checkout.saga.runtime.store.TolerantSagaReader;
import checkout.web.ProblemException;
import checkout.web.RequestIds;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Draws the definition of a saga. */
@RestController
class SagaDiagramApi {
    private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);
    private static final MediaType MERMAID = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final TolerantSagaReader sagas;
    private final SagaTypes types;

    SagaDiagramApi(TolerantSagaReader sagas, SagaTypes types) {
        this.sagas = sagas;
        this.types = types;
    }

    @GetMapping("/v1/sagas/{id}/diagram")
    ResponseEntity<String> draw(@PathVariable String id, @RequestParam(defaultValue = "svg") String format) {
        if (!format.equals("svg") && !format.equals("mermaid")) {
            throw OperatorApiErrors.request("'format' must be svg or mermaid, or be left out.");
        }
        StoredSaga saga =
                RequestIds.parse(id).flatMap(sagas::find).orElseThrow(() -> OperatorApiErrors.unknown("saga", id));
        return types.named(saga.type())
                .map(type -> draw(type.version(saga.version()), format))
                .orElseThrow(() -> notDeployed("saga type '%s' is not deployed".formatted(saga.type())));
    }

    private static ResponseEntity<String> draw(Lookup<?> lookup, String format) {
        return switch (lookup) {
            case Lookup.Known<?>(Saga<?> saga) ->
                format.equals("svg")
                        ? ResponseEntity.ok().contentType(SVG).body(SvgDiagram.of(saga))
                        : ResponseEntity.ok().contentType(MERMAID).body(MermaidDiagram.of(saga));
            case Lookup.Unknown<?>(String reason) -> throw notDeployed(reason);
        };
    }

    private static ProblemException notDeployed(String reason) {
        return OperatorApiErrors.notNow("There is no diagram: %s.".formatted(reason));
    }
}
