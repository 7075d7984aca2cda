package checkout.saga.runtime.operator;

import checkout.saga.runtime.hop.CommandDiagnosis;
import checkout.saga.runtime.hop.OpenLetter;
import checkout.saga.runtime.hop.SagaHops;
import checkout.saga.runtime.hop.SagaHops.Search;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Adds to what is stored about sagas where their unanswered commands stand. */
@Component
public class DiagnosedSagas {
    private final SagaDetailReader reader;
    private final SagaHops hops;

    DiagnosedSagas(SagaDetailReader reader, SagaHops hops) {
        this.reader = reader;
        this.hops = hops;
    }

    Optional<SagaDetail> detail(UUID id) {
        // the transaction has ended before anybody is asked
        return reader.of(id).map(read -> read.detail().with(hops.of(search(id, read))));
    }

    /** Where the commands of these sagas stand; sagas that do not exist are left out. */
    public Map<UUID, List<CommandDiagnosis>> diagnoses(List<UUID> sagas) {
        List<UUID> found = new ArrayList<>();
        List<Search> searches = new ArrayList<>();
        for (UUID id : sagas) {
            reader.of(id).ifPresent(read -> {
                found.add(id);
                searches.add(search(id, read));
            });
        }
        List<List<CommandDiagnosis>> diagnoses = hops.of(searches);
        Map<UUID, List<CommandDiagnosis>> bySaga = new HashMap<>();
        for (int i = 0; i < found.size(); i++) {
            bySaga.put(found.get(i), diagnoses.get(i));
        }
        return bySaga;
    }

    private static Search search(UUID id, SagaDetailReader.Read read) {
        return new Search(
                id,
                read.detail().definition(),
                read.commands(),
                read.detail().deadLetters().stream()
                        .map(letter -> new OpenLetter(
                                letter.id(),
                                letter.topic(),
                                letter.type(),
                                letter.reason(),
                                letter.step(),
                                letter.action(),
                                letter.attempt()))
                        .toList());
    }
}
