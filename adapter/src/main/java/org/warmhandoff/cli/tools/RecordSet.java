package org.warmhandoff.cli.tools;

import static java.util.Comparator.comparingInt;
import static java.util.function.BinaryOperator.maxBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.warmhandoff.record.Participant;
import org.warmhandoff.record.ProgramRecord;
import org.warmhandoff.record.RecordKey;
import org.warmhandoff.record.reading.Reading.Invalid;
import org.warmhandoff.record.reading.Reading.Valid;
import org.warmhandoff.record.reading.RecordReader;

/** The records of all files, every version once. */
final class RecordSet {

  private final Map<RecordKey, Valid> records = new LinkedHashMap<>();
  private final Map<String, Participant> participants = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * The records in these.
   *
   * @throws Unusable with all that is wrong with them
   */
  RecordSet(List<Piece> pieces, Progress progress) {
    var reader = new RecordReader();
    for (var done = 0; done < pieces.size(); done++) {
      progress.step("read", done, pieces.size());
      read(pieces.get(done), reader);
    }
    if (problems.isEmpty()) {
      lookForParticipants();
    }
    if (!problems.isEmpty()) {
      throw new Unusable(problems);
    }
  }

  private void lookForParticipants() {
    var records = records();
    if (records.isEmpty()) {
      problems.add("the files hold nothing to map: no crisis plan, crisis event or referral");
    }
    records.stream()
        .filter(record -> !participants.containsKey(record.participantId()))
        .map(
            record ->
                "%s is about participant %s, who is not in the files"
                    .formatted(record.key(), record.participantId()))
        .forEach(problems::add);
  }

  private void read(Piece piece, RecordReader reader) {
    var reading = reader.read(piece.body());
    if (reading instanceof Invalid wrong) {
      var places = new LinePlaces(piece);
      wrong.problems().stream().map(places::say).forEach(problems::add);
    } else {
      var valid = (Valid) reading;
      keep(valid, piece);
    }
  }

  private void keep(Valid valid, Piece piece) {
    var record = valid.record();
    var before = records.putIfAbsent(record.key(), valid);
    if (before != null && !before.digest().equals(valid.digest())) {
      problems.add(
          "%s:%d: %s is in the files twice, with other content"
              .formatted(piece.file(), piece.line(), record.key()));
    }
    if (record instanceof Participant participant) {
      participants.merge(participant.id(), participant, maxBy(comparingInt(Participant::version)));
    }
  }

  /** What is told, in the order of the files: everything but the participants. */
  List<ProgramRecord> records() {
    return records.values().stream()
        .map(Valid::record)
        .filter(record -> !(record instanceof Participant))
        .toList();
  }

  /** The newest version of whom the record is about. */
  Participant participantOf(ProgramRecord record) {
    return participants.get(record.participantId());
  }
}
