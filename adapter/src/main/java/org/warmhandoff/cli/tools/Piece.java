package org.warmhandoff.cli.tools;

import static java.util.Objects.requireNonNull;

/**
 * The text of one record in a file.
 *
 * @param file as the caller named it
 * @param line where it begins, from 1 upwards
 * @param body may hold more than one line
 */
@SuppressWarnings("ArrayRecordComponent") // travels once from the file to the reader
record Piece(String file, int line, byte[] body) {

  Piece {
    requireNonNull(file);
    requireNonNull(body);
  }
}
