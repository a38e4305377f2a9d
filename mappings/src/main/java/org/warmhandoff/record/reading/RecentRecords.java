package org.warmhandoff.record.reading;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.warmhandoff.record.ProgramRecord;

/**
 * The records of the texts that were read last, as many as there is room for. The same text is the
 * same record, so none of them is ever out of date: whoever wants the newest version asks for its
 * text. Safe for many threads.
 */
public final class RecentRecords {

  /** Characters of all texts. A record takes a few times as much memory as its text. */
  private static final int MOST = 1_000_000;

  /** A longer text would put out too many others. */
  private static final int LONGEST = MOST / 50;

  private static final int AT_FIRST = 16;
  private static final float LOAD = 0.75f;

  private final Map<String, ProgramRecord> byText = new LinkedHashMap<>(AT_FIRST, LOAD, true);
  private int characters;

  /**
   * The record of that text.
   *
   * @param read reads it where it was not read lately
   */
  public ProgramRecord of(String text, Function<String, ProgramRecord> read) {
    return find(text)
        .orElseGet(
            () -> {
              var record = read.apply(text);
              keep(text, record);
              return record;
            });
  }

  private synchronized Optional<ProgramRecord> find(String text) {
    return Optional.ofNullable(byText.get(text));
  }

  /** That text was read just now, or written, as that record. */
  public synchronized void keep(String text, ProgramRecord record) {
    if (text.length() > LONGEST || byText.putIfAbsent(text, record) != null) {
      return;
    }
    characters += text.length();
    var eldest = byText.keySet().iterator();
    while (characters > MOST) {
      characters -= eldest.next().length();
      eldest.remove();
    }
  }
}
