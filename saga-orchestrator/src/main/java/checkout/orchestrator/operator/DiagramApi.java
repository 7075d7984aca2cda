package checkout.orchestrator.operator;

import checkout.orchestrator.definition.Checkout;
import checkout.orchestrator.desk.Ids;
import checkout.orchestrator.desk.Invalid;
import checkout.orchestrator.runtime.SagaRow;
import checkout.orchestrator.runtime.Sagas;
import checkout.saga.engine.definition.Definitions;
import checkout.saga.engine.definition.Definitions.Found;
import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.diagram.Mermaid;
import checkout.saga.engine.diagram.Svg;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Draws the definition that a saga goes by. */
@RestController
class DiagramApi {
    private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);
    private static final MediaType MERMAID = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final Sagas sagas;
    private final Definitions<Checkout> definitions;

    DiagramApi(Sagas sagas, Definitions<Checkout> definitions) {
        this.sagas = sagas;
        this.definitions = definitions;
    }

    @GetMapping("/v1/sagas/{id}/diagram")
    ResponseEntity<String> draw(@PathVariable String id, @RequestParam(defaultValue = "svg") String format) {
        if (!format.equals("svg") && !format.equals("mermaid")) {
            throw Invalid.request("'format' has to be svg or mermaid, or left out.");
        }
        SagaRow row = Ids.read(id).flatMap(sagas::find).orElseThrow(() -> Invalid.unknown("saga", id));
        Found<Checkout> found = definitions.find(row.state().saga(), row.state().version());
        if (found instanceof Found.Unknown<Checkout> unknown) {
            throw Invalid.notNow("There is nothing to draw: %s.".formatted(unknown.reason()));
        }
        Saga<Checkout> saga = ((Found.Known<Checkout>) found).saga();
        return format.equals("svg")
                ? ResponseEntity.ok().contentType(SVG).body(Svg.of(saga))
                : ResponseEntity.ok().contentType(MERMAID).body(Mermaid.of(saga));
    }
}
