package checkout.saga.engine;

import checkout.saga.engine.state.StepAction;

/** A command to send; its step, action and attempt are message headers that the reply carries back. */
public record StepCommand(String step, StepAction action, int attempt, Object payload) {}
