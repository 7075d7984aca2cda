package checkout.saga.engine;

import checkout.saga.engine.state.StepAction;

/** A command to be sent; its step, action and attempt travel as headers and come back with the reply. */
public record StepCommand(String step, StepAction action, int attempt, Object payload) {}
