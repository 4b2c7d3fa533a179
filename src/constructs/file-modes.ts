/** 0400, of files that hold keys: they are for the container's user alone. */
export const OWNER_READS = 0o400;

/** 0644. */
export const ALL_READ = 0o644;
