package checkout.saga.runtime.console;

import checkout.saga.engine.definition.Saga;
import checkout.saga.engine.definition.SagaVersions.Lookup;
import checkout.saga.runtime.SagaType;
import checkout.saga.runtime.SagaTypes;
import checkout.saga.runtime.api.OperatorApiErrors;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Describes the saga types that this instance runs: {@code GET /v1/definitions}, and one version of one. */
@RestController
class DefinitionsApi {
    private final SagaTypes types;

    DefinitionsApi(SagaTypes types) {
        this.types = types;
    }

    record Definitions(List<DefinitionView> definitions) {}

    /** The versions that new sagas take. */
    @GetMapping("/v1/definitions")
    Definitions list() {
        return new Definitions(types.all().stream()
                .map(SagaType::startDefinition)
                .map(DefinitionView::of)
                .toList());
    }

    @GetMapping("/v1/definitions/{type}/{version}")
    DefinitionView show(@PathVariable String type, @PathVariable int version) {
        Lookup<?> lookup = types.named(type)
                .<Lookup<?>>map(known -> known.version(version))
                .orElseThrow(() -> OperatorApiErrors.unknown("saga type", type));
        return switch (lookup) {
            case Lookup.Known<?>(Saga<?> saga) -> DefinitionView.of(saga);
            case Lookup.Unknown<?>(String reason) ->
                throw OperatorApiErrors.notNow("There is no definition: %s.".formatted(reason));
        };
    }
}
