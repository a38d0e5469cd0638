/**
 * Settings of a YAML file, each declared once. A {@link io.ratchet.job.setting.Setting} is a typed
 * handle with name, type, default and meaning; {@link io.ratchet.job.setting.Keys} are the settings
 * of a section and how it is read; a {@link io.ratchet.job.setting.ValueType} reads itself and
 * describes itself, whether it is a number, a section, or one of several {@link
 * io.ratchet.job.setting.Kinds} of sections. From these declarations come reading, unknown keys
 * with the nearest one, the faults, and the reference page. What cannot be used becomes a fault and
 * is replaced by a stand-in, so that one reading finds all faults. Knows nothing of jobs or runs.
 */
@NullMarked
package io.ratchet.job.setting;

import org.jspecify.annotations.NullMarked;
