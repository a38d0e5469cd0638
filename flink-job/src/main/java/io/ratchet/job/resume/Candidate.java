package io.ratchet.job.resume;

/**
 * A checkpoint or savepoint that could be gone on from.
 *
 * @param path its folder, as a URI
 * @param modifiedMillis when its metadata was written: only then is it complete
 * @param number the checkpoint's number, for those of one millisecond; 0 for a savepoint
 */
record Candidate(String path, long modifiedMillis, long number) {}
