package checkout.saga.runtime.hop;

import checkout.saga.runtime.hop.Hop.Place;
import java.util.List;

/**
 * Why a command is not answered.
 *
 * @param hop the first hop that is not passed
 * @param owner who has to act
 * @param sentence both with the evidence
 * @param hops all hops in their order
 */
public record CommandDiagnosis(String step, Place hop, String owner, String sentence, List<Hop> hops) {}
