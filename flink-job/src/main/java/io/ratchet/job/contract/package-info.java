/**
 * What a run has fixed at its first start, compared with what is configured and with the topics as
 * they are now: {@link io.ratchet.job.contract.ContractCheck} refuses what may not change, {@link
 * io.ratchet.job.contract.RunStarts} fixes what is new.
 */
@NullMarked
package io.ratchet.job.contract;

import org.jspecify.annotations.NullMarked;
