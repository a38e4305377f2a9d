package org.warmhandoff.cli.tools;

/** A command that works on files alone, without a running adapter. Its faults are its own. */
interface OnFilesAlone {}
