package checkout.saga.runtime.peer;

import tools.jackson.databind.JsonNode;

/**
 * What a process has answered to a request to act.
 *
 * @param body what it said; missing if that is no JSON
 */
public record PeerAnswer(int status, JsonNode body) {}
