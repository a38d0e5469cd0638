package io.ratchet.gpucheck;

/**
 * One figure, on the device and on the CPU.
 *
 * @param what what was done
 * @param unit its unit
 * @param onDevice the figure on the device
 * @param onCpu the figure on the CPU
 */
record Speed(String what, String unit, double onDevice, double onCpu) {}
