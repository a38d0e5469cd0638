/**
 * Drafts a configuration from data: {@link io.ratchet.job.draft.RecordProfile} looks at records,
 * {@link io.ratchet.job.draft.Draft} guesses what each column is and which one is the label, and
 * {@link io.ratchet.job.draft.DraftWriter} writes it down with the reasons.
 */
@NullMarked
package io.ratchet.job.draft;

import org.jspecify.annotations.NullMarked;
