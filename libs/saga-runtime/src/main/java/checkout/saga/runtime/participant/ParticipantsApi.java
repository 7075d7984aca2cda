package checkout.saga.runtime.participant;

import checkout.saga.runtime.api.OperatorApiErrors;
import checkout.saga.runtime.peer.Indicator;
import checkout.saga.runtime.peer.LookupResult;
import checkout.saga.runtime.peer.Peers;
import checkout.saga.runtime.store.Sagas;
import checkout.saga.runtime.store.StoredSaga;
import checkout.web.RequestIds;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/**
 * {@code GET /v1/sagas/{id}/participants}: what each participant keeps for a saga, side by side. All are asked at the same
 * time, and who does not answer in time is said not to.
 */
@RestController
class ParticipantsApi {
    private final Sagas sagas;
    private final Peers peers;
    private final List<SagaParticipants> participants;

    ParticipantsApi(Sagas sagas, Peers peers, ObjectProvider<SagaParticipants> participants) {
        this.sagas = sagas;
        this.peers = peers;
        this.participants = participants.orderedStream().toList();
    }

    record Participants(List<Participant> participants) {}

    /**
     * What a participant says.
     *
     * @param state as the participant calls it; null if it has nothing or nothing is known
     * @param nothing the sentence that says that it has nothing
     * @param unknown why nothing is known, in a sentence without a full stop
     */
    record Participant(
            String service,
            String title,
            @Nullable String state,
            List<Indicator> indicators,
            @Nullable String nothing,
            @Nullable String unknown) {}

    @GetMapping("/v1/sagas/{id}/participants")
    Participants of(@PathVariable String id) {
        StoredSaga saga =
                RequestIds.parse(id).flatMap(sagas::find).orElseThrow(() -> OperatorApiErrors.unknown("saga", id));
        List<CompletableFuture<Participant>> asked = participants.stream()
                .flatMap(each -> each.of(saga).stream())
                .map(this::ask)
                .toList();
        return new Participants(asked.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<Participant> ask(ParticipantQuestion question) {
        return peers.find(question.service(), question.path(), JsonNode.class).thenApply(told -> switch (told) {
            case LookupResult.Fact<Optional<JsonNode>>(Optional<JsonNode> found) ->
                found.map(answer -> known(question, answer)).orElseGet(() -> nothing(question));
            case LookupResult.Nothing<Optional<JsonNode>>(String why) -> unknown(question, why);
        });
    }

    private static Participant known(ParticipantQuestion question, JsonNode answer) {
        return new Participant(
                question.service(),
                question.title(),
                question.state().apply(answer),
                question.indicators().apply(answer),
                null,
                null);
    }

    private static Participant nothing(ParticipantQuestion question) {
        return new Participant(question.service(), question.title(), null, List.of(), question.nothing(), null);
    }

    private static Participant unknown(ParticipantQuestion question, String why) {
        return new Participant(question.service(), question.title(), null, List.of(), null, why);
    }
}
