package io.ratchet.drill.job;

import io.ratchet.operator.StepInterceptor;

/** Passes the tripwire before every step. */
final class TripwireStepInterceptor implements StepInterceptor {
    private static final long serialVersionUID = 1L;

    private final Tripwire tripwire;

    TripwireStepInterceptor(String folder) {
        tripwire = new Tripwire(folder, Tripwire.Place.STEP);
    }

    @Override
    public void beforeStep(String instance, long step) {
        tripwire.pass();
    }
}
