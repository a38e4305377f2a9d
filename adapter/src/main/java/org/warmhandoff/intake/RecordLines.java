package org.warmhandoff.intake;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.io.output.UnsynchronizedByteArrayOutputStream;

/**
 * The lines of an NDJSON stream, one at a time and none longer than a limit, so that nobody's file
 * has to fit into memory.
 */
final class RecordLines {

  /**
   * One line that is not blank.
   *
   * @param number from 1 upwards
   * @param body without its line end; empty if the line is longer than the limit, or there was no
   *     room for it
   * @param turnedAway whether as many large ones are held by others as there is memory for, so that
   *     it should come again
   */
  record Line(int number, Optional<byte[]> body, boolean turnedAway) {}

  /** The stream holds more bytes than anybody may send at once. */
  static final class TooMuch extends IOException {}

  /** A line that goes on beyond this has no end: what comes after it is not looked for. */
  private static final long ENDLESS = 64L * 1024 * 1024;

  private final InputStream in;
  private final int limit;
  private final long most;
  private final LargeBodies.Turn turn;
  private int number;
  private long taken;
  private boolean ended;
  private boolean turnedAway;

  /**
   * The lines of that stream.
   *
   * @param limit bytes of one line
   * @param most bytes of all
   * @param turn what a large line is held in, until the next one is asked for
   */
  RecordLines(InputStream in, int limit, long most, LargeBodies.Turn turn) {
    this.in = in;
    this.limit = limit;
    this.most = most;
    this.turn = turn;
  }

  /**
   * The next line that is not blank, or empty at the end. Whoever asks is done with the one before.
   *
   * @throws TooMuch where the stream goes on beyond what may be sent
   */
  Optional<Line> next() throws IOException {
    while (true) {
      turn.close();
      var line = UnsynchronizedByteArrayOutputStream.builder().get(); // copies nothing to grow
      var hasRoom = true;
      var length = 0L;
      int read = ended ? -1 : read();
      if (read < 0) {
        return Optional.empty();
      }
      number++;
      for (; read >= 0 && read != '\n' && !ended; read = read()) {
        ended = length > ENDLESS;
        hasRoom = hasRoom && hasRoom(line.size());
        if (length++ <= limit && hasRoom) {
          line.write(read);
        }
      }
      var body = withoutReturn(line.toByteArray());
      if (length > limit + 1L || body.length > limit) {
        return Optional.of(new Line(number, Optional.empty(), false));
      }
      if (!hasRoom) {
        return Optional.of(new Line(number, Optional.empty(), true));
      }
      if (!isBlank(body)) {
        return Optional.of(new Line(number, Optional.of(body), false));
      }
    }
  }

  /** Whoever was turned away once has waited long enough for all that is still to come. */
  private boolean hasRoom(int length) {
    try {
      turn.takeFor(length, turnedAway ? Duration.ZERO : LargeBodies.PATIENCE);
      return true;
    } catch (LargeBodies.TooMany tooMany) {
      turnedAway = true;
      return false;
    }
  }

  /**
   * Reads on to the end and keeps nothing, for whoever is still writing listens only then.
   *
   * @throws TooMuch where the stream goes on beyond what may be sent
   */
  void skipRest() throws IOException {
    turn.close();
    while (read() >= 0) {
      // what is not kept needs no memory
    }
  }

  private int read() throws IOException {
    if (taken++ > most) {
      throw new TooMuch();
    }
    return in.read();
  }

  /** A line may end the Windows way. */
  private static byte[] withoutReturn(byte[] line) {
    return line.length > 0 && line[line.length - 1] == '\r'
        ? Arrays.copyOf(line, line.length - 1)
        : line;
  }

  private static boolean isBlank(byte[] line) {
    for (var one : line) {
      if (one != ' ' && one != '\t' && one != '\r') {
        return false;
      }
    }
    return true;
  }
}
